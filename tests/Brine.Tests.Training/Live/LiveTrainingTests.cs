using System.Globalization;

namespace Brine.Tests.Live;

/// <summary>
/// Random data and parameters, on which Python trains the same: what C# trained is loaded in Python, compared attribute by attribute, and
/// asked. BRINE_TRAIN_CASES says how many a class (20 when left out), BRINE_TRAIN_FIRST with which seed they begin,
/// BRINE_PYTHON which Python is asked: that of scikit-learn 1.2 or of 1.9.
/// </summary>
[Trait("Stage", "Python")]
public class LiveTrainingTests
{
    private static readonly string Cases = Environment.GetEnvironmentVariable("BRINE_TRAIN_CASES") ?? "20";

    private static readonly string First = Environment.GetEnvironmentVariable("BRINE_TRAIN_FIRST") ?? "0";

    public static TheoryData<string> Classes => [.. TrainerTable.Names.Where(name => name != "LabelEncoder")];

    [Theory]
    [MemberData(nameof(Classes))]
    public void WhatIsTrainedIsWhatPythonTrains(string name)
    {
        using var folder = new TemporaryFolder();
        string script = folder["training.py"];
        File.Copy(Repo.File("tests", "live", "training.py"), script);
        Python.RunFile(script, folder.Path, "make", folder.Path, name, First, Cases);
        SklearnTarget version = File.ReadAllText(folder["version.txt"]).StartsWith("1.2.", StringComparison.Ordinal) ? SklearnTarget.V1_2
            : SklearnTarget.V1_9;
        foreach (string place in Directory.GetDirectories(folder.Path))
        {
            Train(place, version);
        }

        string report = Python.RunFile(script, folder.Path, "check", folder.Path, name);
        Assert.True(report == $"{int.Parse(Cases, CultureInfo.InvariantCulture)} cases\n", report);
    }

    private static void Train(string place, SklearnTarget version)
    {
        try
        {
            Features rows = DataFile.Read(Directory.GetFiles(place, "X.*")[0]);
            string labels = Path.Combine(place, "y.npy");
            Target? target = File.Exists(labels) ? Target.FromFeatures(DataFile.Read(labels)) : null;
            Trainer trainer = PipelineFile.Load(Path.Combine(place, "pipeline.json"), version);
            string weights = Path.Combine(place, "w.npy");
            double[]? weight = File.Exists(weights) ? DataFile.Read(weights).ToMatrix().AsSpan().ToArray() : null;
            Model model = trainer.Fit(rows, target, new FitOptions { Version = version, SampleWeight = weight });
            Pickle.Dump(model.Value, Path.Combine(place, "model.pkl"));
        }
        catch (BrineException error)
        {
            File.WriteAllText(Path.Combine(place, "error.txt"), error.Describe());
        }
    }
}
