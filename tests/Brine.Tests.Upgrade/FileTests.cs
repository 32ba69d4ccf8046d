using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Upgrade;

/// <summary>Files of scikit-learn 0.24.2, 1.2.1 and 1.9.0, rewritten for both targets.</summary>
public sealed class FileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Matrix { get; } = new()
    {
        { "sklearn-0.24.2", "1.9" }, { "sklearn-0.24.2", "1.2" }, { "sklearn-1.2.1", "1.9" }, { "sklearn-1.9.0", "1.2" },
    };

    private static string Samme => Repo.File("tests", "fixtures", "sklearn-0.24.2", "AdaBoostClassifier.samme.multi.joblib");

    private static string Tree => Repo.File("tests", "fixtures", "sklearn-0.24.2", "DecisionTreeClassifier.gini.multi.pkl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Matrix))]
    public void EveryFileIsRewrittenOrRefusedByName(string producer, string to)
    {
        UpgradeTarget target = UpgradeTarget.Parse(to);
        int written = 0, compared = 0;
        var refused = new List<string>();
        foreach (string file in Models(producer))
        {
            string output = _folder[Path.GetFileName(file)];
            try
            {
                UpgradeReport report = ModelUpgrade.Rewrite(file, output, target);
                compared += report.ComparedMethods;
                written++;
                Assert.Equal([target.Version], Versions(ModelFile.Load(output), to));
            }
            catch (UnsupportedUpgradeException error)
            {
                Assert.StartsWith("model", error.Path, StringComparison.Ordinal);
                Assert.False(File.Exists(output), $"{output} was left behind");
                refused.Add($"{Path.GetFileName(file)}: {error.Describe()}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{producer} -> {to}: {written} files, {compared} methods compared, refused {refused.Count}\n{string.Join('\n', refused)}");
        Assert.True(written > 100, $"only {written} files");
        Assert.True(compared > written, $"only {compared} methods were compared");
        Assert.True(refused.Count < written / 8, string.Join('\n', refused));
    }

    [Theory]
    [InlineData("1.9")]
    [InlineData("1.2")]
    public void AFileThatWasRewrittenIsNotChangedAgain(string to)
    {
        UpgradeTarget target = UpgradeTarget.Parse(to);
        foreach (string file in Models("sklearn-1.2.1").Where((_, i) => i % 5 == 0))
        {
            string once = _folder["once" + Path.GetExtension(file)], twice = _folder["twice" + Path.GetExtension(file)];
            try
            {
                ModelUpgrade.Rewrite(file, once, target);
            }
            catch (UnsupportedUpgradeException)
            {
                continue;
            }

            UpgradeReport again = ModelUpgrade.Rewrite(once, twice, target);
            Assert.True(again.Changes.Count == 0, $"{file}: {string.Join(", ", again.Changes)}");
        }
    }

    [Fact]
    public void NothingIsWrittenWhereTheModelIsRefused()
    {
        var error = Assert.Throws<UnsupportedUpgradeException>(
            () => ModelUpgrade.Rewrite(Samme, _folder["new.joblib"], UpgradeTarget.Parse("1.9")));
        Assert.Equal(("UpgradeState", "model.algorithm"), (error.Code, error.Path));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    /// <summary>What takes categories, labels, records or columns by name is asked too.</summary>
    [Theory]
    [InlineData("OneHotEncoder.strings.strcats.joblib")]
    [InlineData("Pipeline.frame.lr.joblib")]
    [InlineData("LabelEncoder.labels.pkl")]
    [InlineData("DictVectorizer.dicts.joblib")]
    [InlineData("LedoitWolf.distances.pkl")]
    [InlineData("NearestNeighbors.ball.pkl")]
    public void AMethodIsComparedWhateverItTakes(string name)
    {
        UpgradeReport report = ModelUpgrade.Rewrite(Repo.File("tests", "fixtures", "sklearn-1.2.1", name), _folder["new.pkl"],
            UpgradeTarget.Parse("1.9"));
        Assert.True(report.ComparedMethods > 0, report.WhyNothingCompared);
        Assert.Null(report.WhyNothingCompared);
    }

    [Fact]
    public void WhereNothingWasComparedTheReportSaysWhy()
    {
        UpgradeTarget target = UpgradeTarget.Parse("1.9");
        UpgradeReport refusing = ModelUpgrade.Rewrite(
            Repo.File("tests", "fixtures", "sklearn-1.2.1", "RadiusNeighborsClassifier.default.binary.pkl"), _folder["one.pkl"], target);
        Assert.Equal(0, refusing.ComparedMethods);
        Assert.StartsWith("it refuses the rows that are made up to ask predict", refusing.WhyNothingCompared, StringComparison.Ordinal);

        UpgradeReport excepted = ModelUpgrade.Rewrite(Tree, _folder["two.pkl"], target,
            new UpgradeOptions { Except = ["predict", "predict_proba", "apply"] });
        Assert.Equal(0, excepted.ComparedMethods);
        Assert.Equal("predict, predict_proba, apply may give other answers, and it has no other method", excepted.WhyNothingCompared);

        File.WriteAllBytes(_folder["text.pkl"], Pickle.Dumps("no model"));
        UpgradeReport text = ModelUpgrade.Rewrite(_folder["text.pkl"], _folder["three.pkl"], target);
        Assert.StartsWith("Brine does not run it: ", text.WhyNothingCompared, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAreRewrittenAsFilesAre()
    {
        UpgradeTarget target = UpgradeTarget.Parse("scikit-learn==1.9.1");
        UpgradeReport report = ModelUpgrade.Rewrite(File.ReadAllBytes(Tree), "tree", _folder["tree.pkl"], target);
        Assert.Equal(("tree", "1.9.1", "0.24.2"), (report.Input, report.Target, Assert.Single(report.SavedBy)));
        Assert.Contains(report.Changes, change => change is { Path: "model", ClassName: "DecisionTreeClassifier" });
        Assert.Equal(["1.9.1"], Versions(ModelFile.Load(_folder["tree.pkl"]), "1.9"));
    }

    [Fact]
    public void APackedJoblibFileComesOfAPickle()
    {
        ModelUpgrade.Rewrite(Tree, _folder["tree.joblib"], UpgradeTarget.Parse("1.9"));
        ModelUpgrade.Rewrite(Tree, _folder["tree.pkl.gz"], UpgradeTarget.Parse("1.9"));
        Assert.True(PickleFile.Open(_folder["tree.joblib"]).IsJoblib);
        Assert.Equal(Codec.Gzip, PickleFile.Open(_folder["tree.pkl.gz"]).Codec);
    }

    [Fact]
    public void OtherFormsAreRefused() => Assert.Throws<ArgumentException>(
        () => ModelUpgrade.Rewrite(Tree, _folder["tree.skops"], UpgradeTarget.Parse("1.9")));

    private static IEnumerable<string> Models(string producer) => Directory.GetFiles(Repo.File("tests", "fixtures", producer))
        .Where(file => Path.GetExtension(file) is ".pkl" or ".joblib").Order(StringComparer.Ordinal);

    /// <summary>The versions that a file says.</summary>
    private static string[] Versions(PyValue value, string target)
    {
        var log = new UpgradeLog();
        Rewriting.Run(value, target, log);
        return [.. log.Versions];
    }
}
