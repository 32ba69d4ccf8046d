using System.Globalization;
using System.Text.Json;

namespace Brine.Tests.Live;

/// <summary>
/// Models that Python trained, which C# changes and Python changes in its own way: both are compared attribute by attribute and asked, and
/// Python goes on with what C# saved. BRINE_TRAIN_CASES (8) and BRINE_TRAIN_FIRST are as in <see
/// cref="LiveTrainingTests"/>.
/// </summary>
[Trait("Stage", "Python")]
public class LiveAdjustingTests
{
    private static readonly string Cases = Environment.GetEnvironmentVariable("BRINE_TRAIN_CASES") ?? "8";

    private static readonly string First = Environment.GetEnvironmentVariable("BRINE_TRAIN_FIRST") ?? "0";

    public static TheoryData<string> PartialClasses =>
    [
        "StandardScaler", "MinMaxScaler", "MaxAbsScaler", "GaussianNB", "MultinomialNB", "BernoulliNB", "SGDClassifier", "SGDRegressor",
        "MiniBatchKMeans", "MLPClassifier", "MLPRegressor", "IncrementalPCA",
    ];

    [Theory]
    [MemberData(nameof(PartialClasses))]
    public void PartialFitGoesOnAsPythonDoes(string name) => Compare("partial", name, place =>
    {
        if (File.Exists(Path.Combine(place, "start.pkl")))
        {
            using Model start = Model.Load(Path.Combine(place, "start.pkl"));
            return Adjust.PartialFit(start, Rows(place, "X1"), Labels(place, "y1"));
        }

        SklearnTarget version = VersionOf(place);
        Trainer trainer = PipelineFile.Load(Path.Combine(place, "pipeline.json"), version);
        Model first = Adjust.PartialFit(trainer, Rows(place, "X0"), Labels(place, "y0"), Labels(place, "classes"),
            new FitOptions { Version = version });
        return Adjust.PartialFit(first, Rows(place, "X1"), Labels(place, "y1"));
    });

    [Theory]
    [InlineData("RandomForestClassifier")]
    [InlineData("RandomForestRegressor")]
    [InlineData("ExtraTreesClassifier")]
    [InlineData("ExtraTreesRegressor")]
    [InlineData("GradientBoostingClassifier")]
    [InlineData("GradientBoostingRegressor")]
    public void MoreTreesAreThoseOfPythonsWarmStart(string name) => Compare("more", name, place =>
    {
        using Model start = Model.Load(Path.Combine(place, "start.pkl"));
        return Adjust.MoreTrees(start, Change(place, "count").GetInt32(), Rows(place, "X1"), Labels(place, "y1")!);
    });

    [Theory]
    [InlineData("DecisionTreeClassifier")]
    [InlineData("DecisionTreeRegressor")]
    [InlineData("ExtraTreeClassifier")]
    [InlineData("RandomForestClassifier")]
    [InlineData("ExtraTreesRegressor")]
    public void WhatIsPrunedIsWhatPythonTrainsWithThatAlpha(string name) => Compare("prune", name, place =>
    {
        using Model start = Model.Load(Path.Combine(place, "start.pkl"));
        return Adjust.Prune(start, Change(place, "alpha").GetDouble());
    });

    [Theory]
    [InlineData("RandomForestClassifier")]
    [InlineData("GaussianNB")]
    [InlineData("LogisticRegression")]
    public void CalibrationOfATrainedClassifierIsPythons(string name) => Compare("calibrate", name, place =>
    {
        using Model start = Model.Load(Path.Combine(place, "start.pkl"));
        return Adjust.Calibrate(start, Rows(place, "X1"), Labels(place, "y1")!, Change(place, "isotonic").GetBoolean());
    });

    [Theory]
    [InlineData("DecisionTreeClassifier")]
    [InlineData("SVC")]
    public void AThresholdIsScikitLearnsOwnWhereItHasThem(string name)
    {
        using var folder = new TemporaryFolder();
        string old = folder["old.pkl"];
        if (Python.Run("""
            import pickle, sys
            from sklearn import svm, tree
            models = vars(tree) | vars(svm)
            pickle.dump(models[sys.argv[1]]().fit([[0.0], [1.0]], [0, 1]), open(sys.argv[2], "wb"))
            from sklearn import __version__
            print(tuple(map(int, __version__.split(".")[:2])) < (1, 6))
            """, name, old).Trim() == "True")
        {
            // That scikit-learn has no FrozenEstimator for a FixedThresholdClassifier.
            using Model model = Model.Load(old);
            Assert.Equal("AdjustVersion", Assert.Throws<TrainingException>(() => Adjust.Threshold(model, 0.5)).Code);
            return;
        }

        Compare("threshold", name, place =>
        {
            using Model start = Model.Load(Path.Combine(place, "start.pkl"));
            return Adjust.Threshold(start, Change(place, "threshold").GetDouble());
        });
    }

    [Theory]
    [InlineData("DecisionTreeClassifier")]
    [InlineData("RandomForestClassifier")]
    [InlineData("GradientBoostingClassifier")]
    [InlineData("GaussianNB")]
    [InlineData("KNeighborsClassifier")]
    [InlineData("MLPClassifier")]
    public void ANewNameOfAClassOrColumnIsAsIfTrainedWithIt(string name) => Compare("names", name, place =>
    {
        using Model start = Model.Load(Path.Combine(place, "start.pkl"));
        Model named = Adjust.FeatureNames(start, [.. Change(place, "columns").EnumerateArray().Select(item => item.GetString()!)]);
        return Adjust.ClassNames(named, Change(place, "classes").EnumerateArray().Select(item => item.GetString()!).ToArray());
    });

    private static JsonElement Change(string place, string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(place, "change.json"))).RootElement.GetProperty(name);

    private static void Compare(string what, string name, Func<string, Model> adjust)
    {
        using var folder = new TemporaryFolder();
        foreach (string file in new[] { "training.py", "adjusting.py" })
        {
            File.Copy(Repo.File("tests", "live", file), folder[file]);
        }

        string script = folder["adjusting.py"];
        Python.RunFile(script, folder.Path, "make", folder.Path, what, name, First, Cases);
        foreach (string place in Directory.GetDirectories(folder.Path, name + "-*"))
        {
            try
            {
                Pickle.Dump(adjust(place).Value, Path.Combine(place, "adjusted.pkl"));
            }
            catch (BrineException error)
            {
                File.WriteAllText(Path.Combine(place, "error.txt"), error.Describe());
            }
        }

        string report = Python.RunFile(script, folder.Path, "check", folder.Path, what, name);
        Assert.True(report == $"{int.Parse(Cases, CultureInfo.InvariantCulture)} cases\n", report);
    }

    private static SklearnTarget VersionOf(string place) =>
        File.ReadAllText(Path.Combine(place, "..", "version.txt")).StartsWith("1.2.", StringComparison.Ordinal) ? SklearnTarget.V1_2
            : SklearnTarget.V1_9;

    private static Features Rows(string place, string name) => DataFile.Read(Directory.GetFiles(place, name + ".*")[0]);

    private static Target? Labels(string place, string name)
    {
        string path = Path.Combine(place, name + ".npy");
        return File.Exists(path) ? Target.FromFeatures(DataFile.Read(path)) : null;
    }
}
