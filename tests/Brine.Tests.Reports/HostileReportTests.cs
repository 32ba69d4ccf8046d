using System.Diagnostics;
using System.Text;
using AngleSharp.Dom;
using Brine.Pickling;

namespace Brine.Tests.Reports;

/// <summary>Files that are made to break out of the page, or to make it endless.</summary>
public sealed class HostileReportTests : IDisposable
{
    private const string Script = "<script>alert(1)</script>";

    private static readonly string[] Names = [Script, "\"><img src=x onerror=alert(1)>", "a\u202eb\0c", new('x', 10_000_000)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NamesInAFileAreText()
    {
        PyValue value = Model.Load(Repo.File("samples", "models", "iris-tree.pkl")).Value;
        PyDict attributes = value.As<PyObject>()!.Attributes!;
        attributes["feature_names_in_"] = new PyList([.. Names.Select(name => (PyValue)name)]);
        attributes["</code>" + Script] = Script;
        attributes["criterion"] = Script;
        attributes["max_depth"] = new string('y', 10_000_000);
        string html = Create(value);
        Assert.InRange(html.Length, 10_000, 300_000);
        IDocument page = Page.Parse(html);
        Page.AssertSound(page);
        Assert.Equal(Script, page.QuerySelector("#facts .chip")!.TextContent);
        Assert.Contains(page.Texts("#trees tspan"), text => text.StartsWith(Script, StringComparison.Ordinal));
        Assert.DoesNotContain('\u202e', html);
        Assert.DoesNotContain('\0', html);
    }

    [Fact]
    public void TheNameOfTheFileAndWhatTheCallerCallsItAreText()
    {
        string path = Path.Combine(_folder.Path, "a<b>&'c'.pkl");
        File.Copy(Repo.File("samples", "models", "iris-tree.pkl"), path);
        Page.AssertSound(Page.Of(path));
        IDocument page = Page.Of(path, new ReportOptions { Name = Script });
        Page.AssertSound(page);
        Assert.Equal(Script, page.QuerySelector("h1")!.TextContent);
        Assert.StartsWith(Script, page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void AMillionColumnsMakeAShortPage()
    {
        string html = Create(FittedObject.Make("sklearn.linear_model._base", "LinearRegression",
            ("coef_", Doubles(1_000_000, i => i)), ("intercept_", 1.0), ("n_features_in_", 1_000_000), ("_sklearn_version", "1.2.1")));
        Assert.InRange(html.Length, 10_000, 300_000);
        IDocument page = Page.Parse(html);
        Page.AssertSound(page);
        Assert.Equal("x999999 999999", page.Texts("#weights tr")[0]);
    }

    [Fact]
    public void NumbersThatAreNoneAreToldAndDrawNothing()
    {
        string html = Create(FittedObject.Make("sklearn.linear_model._base", "LinearRegression",
            ("coef_", Doubles(4, i => i switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => -1, _ => double.MaxValue })),
            ("intercept_", double.NaN), ("n_features_in_", 4), ("_sklearn_version", "1.2.1")));
        IDocument page = Page.Parse(html);
        Page.AssertSound(page);
        Assert.Contains("x0 NaN", page.Texts("#weights tr"));
        Assert.All(page.QuerySelectorAll("rect[width]"), bar => Assert.InRange(double.Parse(bar.GetAttribute("width")!,
            System.Globalization.CultureInfo.InvariantCulture), 0, 200));
    }

    [Fact]
    public void AForestOfAThousandTreesOpensAtOnce()
    {
        PyValue value = Model.Load(Repo.File("samples", "models", "iris-forest.joblib")).Value;
        PyDict attributes = value.As<PyObject>()!.Attributes!;
        PyList trees = attributes["estimators_"].As<PyList>()!;
        attributes["estimators_"] = new PyList([.. Enumerable.Range(0, 1000).Select(i => trees[i % trees.Count])]);
        var watch = Stopwatch.StartNew();
        string html = Create(value);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"it took {watch.Elapsed}");
        Assert.InRange(html.Length, 10_000, 300_000);
        Assert.Contains("The model has 1,000 trees; the first 3 are drawn.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNestsInItselfEnds()
    {
        var steps = new PyList();
        PyValue pipeline = FittedObject.Make("sklearn.pipeline", "Pipeline", ("steps", steps));
        steps.Add(new PyTuple("again", pipeline));
        steps.Add(new PyTuple("and again", pipeline));
        string html = Create(pipeline);
        Assert.InRange(html.Length, 10_000, 600_000);
        Page.AssertSound(Page.Parse(html));
    }

    [Fact]
    public void ADangerousFileIsToldBeforeAnythingElse()
    {
        string path = _folder.Write("evil.pkl", "cos\nsystem\n(S'echo hi'\ntR.");
        IDocument page = Page.Of(path);
        Page.AssertSound(page);
        Assert.Contains(page.Texts(".hero .badge"), text => text is "dangerous" or "malicious");
        Assert.Equal("scan", page.QuerySelectorAll("section")[1].Id);
        Assert.Contains("os.system('echo hi')", page.Texts("#scan code"));
    }

    private string Create(PyValue value)
    {
        Pickle.Dump(value, _folder["model.pkl"]);
        return ModelReport.Create(_folder["model.pkl"]);
    }

    private static PyList Doubles(int count, Func<int, double> at) => new([.. Enumerable.Range(0, count).Select(i => (PyValue)at(i))]);
}
