using System.Net;
using AngleSharp.Dom;
using Brine.Pickling;

namespace Brine.Tests.Server;

/// <summary>The page on which people ask about a row.</summary>
public sealed class PageTests
{
    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Repo.File("samples", "models")).Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task TheFirstClickGivesAnAnswer(string sample)
    {
        await using Served served = await Served.Start(models: sample);
        using var browser = new Browser(served);
        IDocument page = await browser.Open("/");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.NotEmpty(Browser.Texts(page, "#ask label"));
        page = await browser.Press(page, "answer");
        Assert.Empty(Browser.Texts(page, "[role=alert]"));
        Assert.NotEmpty(Browser.Texts(page, "#answer output, #answer td").First());
        Assert.NotEmpty(Browser.Texts(await browser.Open($"/models/{Path.GetFileNameWithoutExtension(sample)}/about"), "#diagram summary"));
    }

    [Fact]
    public async Task TheFormKnowsCategoriesAndRangesAndTheAnswerIsTheModels()
    {
        await using Served served = await Served.Start(models: "passengers.pkl");
        using var browser = new Browser(served);
        IDocument page = await browser.Open("/models/passengers");
        Assert.Equal(["first", "second", "third", "(missing)"], Browser.Texts(page, "#c2 option"));
        Assert.Equal(["usually 10.88 to 61.2", "usually -13.87 to 93.74"], Browser.Texts(page, "#ask small"));
        page = await browser.Press(page, "answer", ("c0", "22"), ("c1", "8,05"), ("c2", "third"));
        var model = Model.Load(Repo.File("samples", "models", "passengers.pkl"));
        Features row = new Table(Column.OfNumbers("age", [22]), Column.OfNumbers("fare", [8.05]), Column.OfText("cabin_class", ["third"]),
            Column.OfText("port", ["Bergen"]));
        string label = model.Predict(row)[0].AsString()!;
        Assert.Equal(label, Browser.Texts(page, "output").Single());
        double share = model.PredictProba(row).ToDoubles().Max();
        Assert.Contains($"{label} {share * 100:0.0}%", Browser.Texts(page, "#answer tr"));
        Assert.Equal("22", page.GetElementById("c0")!.GetAttribute("value"));
        RowExplanation why = model.Explain(row)[0];
        Assert.Contains("age = 22 → ", Browser.Texts(page, "#why tr").Single(text => text.Contains("age", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains(why.Ranked()[0].Name.Split("__")[^1].Split('_')[0], Browser.Texts(page, "#why tr")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasEnteredStandsBesideWhatTheStepsMadeOfIt()
    {
        await using Served served = await Served.Start(models: "passengers.pkl");
        using var browser = new Browser(served);
        IDocument page = await browser.Press(await browser.Open("/models/passengers"), "answer",
            ("c0", "22"), ("c1", "8,05"), ("c2", "third"), ("c3", "Bergen"));
        string[] shown = [.. Browser.Texts(page, "#why tr th")];
        Assert.Contains(shown, text => text.StartsWith("age = 22 → -", StringComparison.Ordinal));
        Assert.Contains(shown, text => text.StartsWith("fare = 8.05 → ", StringComparison.Ordinal));
        Assert.Contains("cabin_class = third", shown);
    }

    [Fact]
    public async Task AFieldThatCameTwiceIsRefusedByItsName()
    {
        await using Served served = await Served.Start(models: "iris-tree.pkl");
        using var browser = new Browser(served);
        IDocument page = await browser.Send("/models/iris-tree", ("c0", "1"), ("c1", "3"), ("c0", "2"), ("do", "answer"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("the form has the field 'c0' (the column 'sepal_length') 2 times", page.Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyFieldIsAMissingValueAndWhatTheModelRefusesIsTold()
    {
        await using Served served = await Served.Start(models: ["passengers.pkl", "iris-tree.pkl"]);
        using var browser = new Browser(served);
        IDocument page = await browser.Press(await browser.Open("/models/passengers"), "answer", ("c0", ""), ("c2", ""));
        Assert.NotEmpty(Browser.Texts(page, "output"));
        page = await browser.Press(await browser.Open("/models/iris-tree"), "answer", ("c0", "a long one"));
        Assert.Contains("sepal_length", Browser.Texts(page, "[role=alert]").Single(), StringComparison.Ordinal);
        Assert.Equal("a long one", page.GetElementById("c0")!.GetAttribute("value"));
    }

    [Fact]
    public async Task ATreeShowsTheWayOfTheRow()
    {
        await using Served served = await Served.Start(models: "iris-tree.pkl");
        using var browser = new Browser(served);
        IDocument page = await browser.Press(await browser.Open("/"), "answer", ("c2", "1.4"), ("c3", "0.2"));
        Assert.Equal("setosa", Browser.Texts(page, "output").Single());
        Assert.Equal(["petal_width = 0.2 <= 0.8"], Browser.Texts(page, ".path li"));
        Assert.Equal(2, page.QuerySelectorAll("rect.node.lit").Length);
        Assert.Single(page.QuerySelectorAll("line.edge.lit"));
    }

    [Fact]
    public async Task ACurveShowsTheAnswerOverOneColumnAndWhichChangesChangeIt()
    {
        await using Served served = await Served.Start(models: "iris-tree.pkl");
        using var browser = new Browser(served);
        IDocument page = await browser.Press(await browser.Open("/"), "answer", ("c2", "4.5"), ("c3", "1.4"));
        Assert.Equal("versicolor", Browser.Texts(page, "output").Single());
        page = await browser.Press(page, "curve", ("col", "3"));
        Assert.Contains("Probability of versicolor over petal_width", Browser.Texts(page, "#whatif p"));
        string[] points = page.QuerySelector("polyline.line")!.GetAttribute("points")!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(41, points.Length);
        Assert.True(points.Select(point => point.Split(',')[1]).Distinct().Count() >= 3, "the curve is flat");
        string[] changes = Browser.Texts(page, "#whatif tbody tr");
        Assert.Contains(changes, change => change.StartsWith("petal_width 1.4 ", StringComparison.Ordinal)
            && change.Split(' ')[^1] is "setosa" or "virginica");
        Assert.DoesNotContain(changes, change => change.StartsWith("sepal_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ChangesAreLookedForWithinThreeStandardDeviationsOfAScalerAndTheRangeIsSaid()
    {
        await using Served served = await Served.Start(models: "passengers.pkl");
        using var browser = new Browser(served);
        IDocument page = await browser.Press(await browser.Open("/"), "answer");
        Assert.Contains(Browser.Texts(page, "#whatif p"), text => text.StartsWith("One column at a time, over its range: age -1.",
            StringComparison.Ordinal) && text.Contains("; fare -40.", StringComparison.Ordinal));
        page = await browser.Press(page, "curve", ("col", "1"));
        Assert.Equal("-40.77", Browser.Texts(page, "svg.curve text.axis")[^3]);
    }

    [Fact]
    public async Task TwoRowsStandSideBySide()
    {
        await using Served served = await Served.Start(models: "iris-tree.pkl");
        using var browser = new Browser(served);
        IDocument page = await browser.Press(await browser.Open("/"), "answer");
        page = await browser.Press(page, "keep", ("c2", "1.4"), ("c3", "0.2"));
        page = await browser.Press(page, "answer", ("c2", "6"), ("c3", "2.3"));
        Assert.Equal(["virginica", "setosa"], Browser.Texts(page, "output"));
        Assert.Equal(["petal_length 6 1.4", "petal_width 2.3 0.2"], Browser.Texts(page, "#answer > table tbody tr"));
        page = await browser.Press(page, "drop");
        Assert.Equal(["virginica"], Browser.Texts(page, "output"));
    }

    [Fact]
    public async Task TheBrowserIsAnsweredInItsLanguage()
    {
        await using Served served = await Served.Start(models: "iris-tree.pkl");
        using var browser = new Browser(served, "es-ES,es;q=0.9,en;q=0.1");
        IDocument page = await browser.Open("/");
        Assert.Equal("es", page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Responder", Browser.Texts(page, "button"));
    }

    [Fact]
    public async Task SeveralModelsAreListed()
    {
        await using Served served = await Served.Start(models: ["iris-tree.pkl", "messages.pkl"]);
        using var browser = new Browser(served);
        IDocument page = await browser.Open("/");
        Assert.Equal(["iris-tree", "messages"], Browser.Texts(page, "h2"));
        page = await browser.Open(page.QuerySelector("h2 a")!.GetAttribute("href")!);
        Assert.Equal("iris-tree", Browser.Texts(page, "h1").Single());
        await browser.Open("/models/nobody");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    /// <summary>Another site's page cannot press a button here.</summary>
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    [InlineData("Origin", "https://example.org", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("X-Nothing", "x", HttpStatusCode.OK)]
    public async Task OnlyThePagesOfTheServerPressItsButtons(string header, string value, HttpStatusCode status)
    {
        await using Served served = await Served.Start(models: "iris-tree.pkl");
        using var browser = new Browser(served);
        browser.Client.DefaultRequestHeaders.Add(header, value);
        foreach (string path in (string[])["/models/iris-tree", "/models/iris-tree/file", "/jobs/x"])
        {
            await browser.Send(path, ("do", "answer"));
            Assert.True(browser.Status == status || (status == HttpStatusCode.OK && path != "/models/iris-tree"), path);
        }
    }

    [Fact]
    public async Task OtherHostsAndCallersWithoutAKeyAreRefused()
    {
        await using Served served = await Served.Start(options => options.ApiKeys.Add("sesame"), "iris-tree.pkl");
        using var browser = new Browser(served);
        await browser.Open("/");
        Assert.Equal(HttpStatusCode.Unauthorized, browser.Status);
        string pair = Convert.ToBase64String("anybody:sesame"u8);
        browser.Client.DefaultRequestHeaders.Add("Authorization", "Basic " + pair);
        await browser.Open("/");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        browser.Client.DefaultRequestHeaders.Host = "evil.example";
        await browser.Open("/");
        Assert.Equal(HttpStatusCode.MisdirectedRequest, browser.Status);
    }

    [Fact]
    public async Task NamesOfAHostileModelAreTextAndAMillionColumnsMakeNoForm()
    {
        using var folder = new TemporaryFolder();
        PyValue value = Model.Load(Repo.File("samples", "models", "iris-tree.pkl")).Value;
        PyDict attributes = value.As<PyObject>()!.Attributes!;
        attributes["feature_names_in_"] = new PyList(
            ["\"><script>alert(1)</script>", "</textarea>\0", "a\",\"b\nc", new string('x', 1_000_000)]);
        Pickle.Dump(value, folder["hostile.pkl"]);
        Pickle.Dump(FittedObject.Make("sklearn.linear_model._base", "LinearRegression",
            ("coef_", new PyList([.. Enumerable.Range(0, 1_000_000).Select(i => (PyValue)(double)i)])), ("intercept_", 1.0),
            ("n_features_in_", 1_000_000), ("_sklearn_version", "1.2.1")), folder["wide.pkl"]);
        await using Served served = await Served.Start(models: [folder["hostile.pkl"], folder["wide.pkl"]]);
        using var browser = new Browser(served);
        IDocument page = await browser.Press(await browser.Open("/models/hostile"), "answer");
        Assert.NotEmpty(Browser.Texts(page, "output"));
        Assert.InRange(page.DocumentElement.OuterHtml.Length, 1000, 100_000);
        page = await browser.Open("/models/wide");
        Assert.Empty(page.QuerySelectorAll("#ask"));
        await browser.Send("/models/wide", ("c0", "1"));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }
}
