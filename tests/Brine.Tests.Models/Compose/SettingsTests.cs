using Brine.Containers;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>Settings that scikit-learn leaves in files: <c>set_output</c>, metadata routing, caches, FrozenEstimator. They change no
/// number.</summary>
public sealed class SettingsTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (string folder in Directory.GetDirectories(Repo.Golden("settings")).Order(StringComparer.Ordinal))
        {
            foreach (CaseInfo info in CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl")))
            {
                data.Add(Path.GetFileName(folder), info.Id);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnswersArePythons(string producer, string id)
    {
        string folder = Repo.Golden("settings", producer);
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl")).Single(item => item.Id == id);
        CaseResult result = CaseRunner.Run(folder, info, new AnswerComparer());

        Assert.Null(result.Error);
        Assert.Equal(info.Methods.Order(), result.Grades.Keys.Order());
        Assert.All(result.Grades, grade => Assert.True(grade.Value.IsRight, $"{grade.Key} differs by {grade.Value.Worst:g3}"));
    }

    [Theory]
    [InlineData("sklearn-1.2.1", "cache.folder")]
    [InlineData("sklearn-1.9.0", "cache.memory")]
    public void ACacheThatAFileNamesIsNeitherReadNorMade(string producer, string id)
    {
        string folder = Repo.Golden("settings", producer);
        using Model model = Model.Load(Path.Combine(folder, id + ".pkl"));
        model.Predict(new double[,] { { 1, 0.25 } });

        Assert.False(Directory.Exists("cache"));
        Assert.False(Directory.Exists(Path.Combine(folder, "cache")));
    }

    [Fact]
    public void AFrameThatSetOutputAsksForHasTheNamesOfGetFeatureNamesOut()
    {
        using Model model = Model.Load(Repo.Golden("settings", "sklearn-1.9.0", "output.transformers.pkl"));
        Estimator scaler = model.Children[0].Estimator;
        var step = new TransformStep("scale", scaler) { GivesFrame = true };
        Features given = step.Transform(new Table(Column.OfNumbers("b", [1.0]), Column.OfNumbers("a", [0.5])));

        Assert.Equal(["b", "a"], given.ColumnNames);
        Assert.Equal(NpzFile.Open(Repo.Golden("settings", "sklearn-1.9.0", "output.transformers.npz"))["get_feature_names_out"].ToStrings(),
            model.Estimator.FeatureNamesOut(null).Select(name => (string?)name));
    }
}
