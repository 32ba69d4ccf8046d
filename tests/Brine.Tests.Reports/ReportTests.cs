using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;

namespace Brine.Tests.Reports;

/// <summary>Pages of models as people have them.</summary>
public sealed class ReportTests
{
    private const int MostBytes = 300_000;

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Repo.File("samples", "models")).Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void APageIsOneSoundFileOfModestSize(string sample)
    {
        string html = ModelReport.Create(Repo.File("samples", "models", sample));
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 10_000, MostBytes);
        IDocument page = Page.Parse(html);
        Page.AssertSound(page);
        Assert.Equal([sample], page.Texts("h1"));
        Assert.Contains("safe", page.Texts(".hero .badge"));
    }

    /// <summary>Models of every class, whatever their version.</summary>
    [Fact]
    public void EveryRecordedModelHasAPage()
    {
        string[] files = [.. Directory.GetDirectories(Repo.File("tests", "fixtures")).SelectMany(folder =>
            Directory.GetFiles(folder, "*.pkl").Concat(Directory.GetFiles(folder, "*.joblib")))
            .Order(StringComparer.Ordinal).Where((_, i) => i % 4 == 0)];
        Assert.True(files.Length > 20, "the models are not there any more");
        Assert.All(files, file =>
        {
            string html = ModelReport.Create(file);
            Assert.InRange(html.Length, 5_000, MostBytes);
            Page.AssertSound(Page.Parse(html));
        });
    }

    [Fact]
    public void ThePolicyLetsTheStyleOfThePageAndNothingElseIn()
    {
        IDocument page = Page.Of(Repo.File("samples", "models", "iris-tree.pkl"));
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.QuerySelector("style")!.TextContent)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'",
            page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content"));
    }

    [Fact]
    public void TheDiagramShowsStepsInStepsWithTheirColumns()
    {
        IDocument page = Page.Of(Repo.File("samples", "models", "passengers.pkl"));
        Assert.Equal(["Pipeline", "columntransformer ColumnTransformer", "numbers Pipeline · age, fare", "simpleimputer SimpleImputer",
            "standardscaler StandardScaler", "words Pipeline · cabin_class, port", "simpleimputer SimpleImputer",
            "onehotencoder OneHotEncoder", "logisticregression LogisticRegression"], page.Texts("#diagram summary"));
        IElement[] outer = [.. page.QuerySelectorAll("#diagram .diagram > .box > .serial > .box")];
        Assert.Equal(2, outer.Length);
        Assert.Equal(2, outer[0].QuerySelectorAll(":scope > .parallel > .box").Length);
        Assert.Contains("C 1.0", page.Texts("#diagram .params tr"));
        Assert.Contains(page.Texts("#diagram tr.set"), text => text.StartsWith("handle_unknown 'ignore'", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Texts("#diagram tr.set"), text => text.StartsWith("C ", StringComparison.Ordinal));
    }

    [Fact]
    public void CoefficientsAreBarsByTheirSize()
    {
        IDocument page = Page.Of(Repo.File("samples", "models", "passengers.pkl"));
        Assert.Equal(["words__cabin_class_first 3.518", "numbers__fare 1.927", "words__cabin_class_third -1.792"],
            page.Texts("#weights tr").Take(3));
        IElement[] bars = [.. page.QuerySelectorAll("#weights tr:nth-child(-n+3) rect:nth-child(2)")];
        Assert.Equal(["pos", "pos", "neg"], bars.Select(bar => bar.ClassName));
        Assert.Equal("100", bars[0].GetAttribute("width"));
        Assert.Contains("Intercept: 1.1191", page.Texts("#weights p"));
    }

    /// <summary>The content of scikit-learn's <c>plot_tree</c>.</summary>
    [Fact]
    public void ATreeIsDrawnWithAllThatItsNodesSay()
    {
        IDocument page = Page.Of(Repo.File("samples", "models", "iris-tree.pkl"));
        var model = Model.Load(Repo.File("samples", "models", "iris-tree.pkl"));
        int nodes = Assert.Single(((Brine.Models.TreeEnsembleForm)model.Form).Trees).NodeCount;
        Assert.Equal(nodes, page.QuerySelectorAll("#trees rect.node").Length);
        Assert.Equal(nodes - 1, page.QuerySelectorAll("#trees line.edge").Length);
        string[] root = [.. page.QuerySelectorAll("#trees text")[0].QuerySelectorAll("tspan").Select(Page.TextOf)];
        using var dot = new StringWriter();
        TreeGraph.Write(model.Estimator, dot, new TreeGraphOptions
            { FeatureNames = model.FeatureNames ?? TreeText.FeatureNames(model.Estimator), ClassNames = model.Classes!.Names });
        string label = dot.ToString().Split("0 [label=\"")[1].Split('"')[0].Replace("<=", "≤", StringComparison.Ordinal);
        Assert.Equal(label.Split("\\n").Select(Rounded), root.Select(Rounded));

        static string Rounded(string line) => line.Replace(".0", "", StringComparison.Ordinal);
    }

    [Fact]
    public void AnEnsembleShowsItsFirstTrees()
    {
        string forest = Repo.File("samples", "models", "iris-forest.joblib");
        Assert.Equal(3, Page.Of(forest).QuerySelectorAll("#trees svg").Length);
        Assert.Equal(20, Page.Of(forest, new ReportOptions { TreeCount = 50 }).QuerySelectorAll("#trees svg").Length);
        Assert.Empty(Page.Of(forest, new ReportOptions { TreeCount = 0 }).QuerySelectorAll("#trees"));
    }

    [Fact]
    public void ArraysHaveTheirRangeAndAHistogram()
    {
        IDocument page = Page.Of(Repo.File("samples", "models", "passengers.pkl"));
        Assert.Contains("model.steps[1][1].coef_ float64 (1, 7) -1.792 0.2642 3.518", page.Texts("#arrays tbody tr"));
        Assert.All(page.QuerySelectorAll("#arrays .hist path"), path => Assert.NotEmpty(path.GetAttribute("d")!));
    }

    [Fact]
    public void APageSpeaksItsLanguage()
    {
        IDocument page = Page.Of(Repo.File("samples", "models", "iris-forest.joblib"), new ReportOptions { Language = "es" });
        Assert.Equal("es", page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Árboles", page.Texts("h2"));
        Assert.Throws<ArgumentException>(() => ModelReport.Create("x", new ReportOptions { Language = "tlh" }));
        Assert.Throws<ArgumentException>(() => ModelReport.Create("x", new ReportOptions { TreeCount = 51 }));
    }

    [Fact]
    public void WhatIsNoModelIsRefusedOrShownAsWhatItIs()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<Brine.Pickling.PickleFormatException>(() => ModelReport.Create(folder.Write("a.pkl", "no pickle")));
        Assert.ThrowsAny<IOException>(() => ModelReport.Create(folder["absent.pkl"]));
        Pickle.Dump(new Dictionary<string, int> { ["answer"] = 42 }, folder["dict.pkl"]);
        IDocument page = Page.Of(folder["dict.pkl"]);
        Page.AssertSound(page);
        Assert.Contains("answer 42", page.Texts("#content li"));
    }
}
