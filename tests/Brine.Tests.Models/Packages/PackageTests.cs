using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>Models of packages around scikit-learn: category_encoders, feature-engine, imbalanced-learn, sklearn-pandas,
/// sklearn2pmml.</summary>
public sealed class PackageTests
{
    /// <summary>Classes without golden cases of their own, and why.</summary>
    private static readonly Dictionary<string, string> WithoutCases = new()
    {
        ["sklearn2pmml.PMMLPipeline"] = "the module of PMMLPipeline up to 0.9, read as the later one",
        ["sklearn_pandas.pipeline.TransformerPipeline"] = "it stands in DataFrameMapper, which runs its steps",
    };

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (PackageModel model in PackageModel.All.Where(model => model.Case.Methods.Count > 0))
        {
            data.Add(Path.GetFileName(model.Folder), model.Case.Id);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnswersArePythons(string producer, string id)
    {
        PackageModel model = PackageModel.All.Single(item => Path.GetFileName(item.Folder) == producer && item.Case.Id == id);
        CaseResult result = CaseRunner.Run(model.Folder, model.Case, new AnswerComparer());

        Assert.Null(result.Error);
        Assert.Equal(model.Case.Methods.Order(), result.Grades.Keys.Order());
        Assert.All(result.Grades, grade => Assert.True(grade.Value.IsRight, $"{grade.Key} differs by {grade.Value.Worst:g3}"));
    }

    [Fact]
    public void EveryClassHasGoldenCasesOfTwoVersions()
    {
        ILookup<string, string> versions = PackageModel.All
            .SelectMany(model => model.Classes.Select(name => (name, Folder: Path.GetFileName(model.Folder))))
            .ToLookup(item => item.name, item => item.Folder);
        string[] few = [.. EstimatorTable.OtherNames.Except(WithoutCases.Keys).Where(name => versions[name].Distinct().Count() < 2)];

        // IdentityTransformer came late.
        Assert.Equal(["sklearn2pmml.preprocessing.IdentityTransformer"], few);
        Assert.All(few, name => Assert.NotEmpty(versions[name]));
        Assert.All(WithoutCases.Keys, name => Assert.Contains(name, EstimatorTable.OtherNames));
    }

    [Fact]
    public void EveryMethodSaysWhatItTakes() => Assert.All(PackageModel.All, model =>
        Assert.All(MethodNames.List(model.Estimator.Methods), method => model.Estimator.Inputs(MethodNames.Parse(method))));

    [Fact]
    public void RowsAreAnsweredOneByOneAsTogether()
    {
        foreach (PackageModel model in PackageModel.All.Where(model => model.Case.Methods.Intersect(["predict", "transform"]).Any()))
        {
            Features rows = NpzFeatures.Read(Containers.NpzFile.Open(Path.Combine(model.Folder, model.Case.Answers)), model.Case.Npz);
            Methods method = model.Case.Methods.Contains("predict") ? Methods.Predict : Methods.Transform;
            double[] together = Numbers(model.Estimator.Call(method, TableAlignment.Align(model.Estimator, rows, out _)));
            double[] alone = [.. Enumerable.Range(0, rows.RowCount).SelectMany(row => Numbers(
                model.Estimator.Call(method, TableAlignment.Align(model.Estimator, rows.SelectRows([row]), out _))))];
            Assert.Equal(together, alone);
        }
    }

    private static double[] Numbers(Answer answer) => [.. answer.ToArray().Elements()
        .Select(item => item.TryGetDouble(out double number) ? number : item.IsNone ? double.NaN
            : item.AsString()?.Sum(letter => (double)letter) ?? -1)];
}
