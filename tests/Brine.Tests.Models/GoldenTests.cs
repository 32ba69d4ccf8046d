
namespace Brine.Tests.Models;

/// <summary>Every stored case of scikit-learn: the model loads and each of its methods gives Python's recorded answer.</summary>
public class GoldenTests
{
    /// <summary>Classes that add nothing up in an order of BLAS's or call no exp or log: their answers are Python's to the bit on every
    /// machine.</summary>
    private static readonly string[] ExactEverywhere =
    [
        "DecisionTree", "ExtraTree", "RandomForest", "StandardScaler", "MinMaxScaler", "SimpleImputer", "OneHotEncoder", "OrdinalEncoder",
        "LabelEncoder", "CountVectorizer",
    ];

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (string folder in Directory.GetDirectories(Repo.File("tests", "fixtures")).Order(StringComparer.Ordinal))
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
        string folder = Repo.File("tests", "fixtures", producer);
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl")).Single(item => item.Id == id);
        CaseResult result = CaseRunner.Run(folder, info, new AnswerComparer());
        Assert.Null(result.Error);
        Assert.Equal(info.Methods.Order(), result.Grades.Keys.Order());
        foreach ((string method, AnswerGrade grade) in result.Grades)
        {
            Assert.True(grade.IsRight, $"{id} {method} differs by {grade.Worst:g3}");
            bool isLogarithm = method == "predict_log_proba";
            if (!isLogarithm && ExactEverywhere.Any(name => id.StartsWith(name, StringComparison.Ordinal)))
            {
                Assert.True(grade.IsBitEqual, $"{id} {method} is right, but not to the bit ({grade.Worst:g3})");
            }
        }
    }

    [Fact]
    public void ThereAreCases() => Assert.True(Cases().Count >= 270);
}
