using Brine.Containers;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>What Python refuses is refused and what it takes is taken: each class, each method, each way to spoil its inputs.</summary>
public class RefusalTests(ITestOutputHelper output)
{
    /// <summary>Each way to spoil inputs, and the codes that a refusal may have: what is no category is said to be none, whatever it
    /// is.</summary>
    private static readonly Dictionary<string, string[]> Codes = new()
    {
        ["nan"] = ["InputMissing", "InputCategory"],
        ["inf"] = ["InputNotFinite", "InputCategory", "InputRange"],
        ["-inf"] = ["InputNotFinite", "InputCategory", "InputMissing"],
        ["1e39"] = ["InputNotFinite", "InputCategory", "InputOutlier", "InputRange"],
        ["1e308"] = ["InputNotFinite", "InputCategory", "InputOutlier", "InputRange"],
        ["negative"] = ["InputNegative", "InputCategory", "InputOutlier", "InputNotFinite", "InputMissing", "InputRange"],
        ["text"] = ["InputText", "InputCategory"],
        ["csr"] = ["InputSparse"],
        ["csr nan"] = ["InputMissing", "InputSparse"],
        ["csr inf"] = ["InputNotFinite", "InputSparse"],
        ["csr empty"] = ["InputEmpty", "InputSparse"],
        ["csr fewer"] = ["InputFeatures", "InputSparse", "InputColumns"],
        ["more"] = ["InputFeatures", "InputColumns"],
        ["fewer"] = ["InputFeatures", "InputColumns", "InputEmpty"],
        ["unnamed"] = ["InputColumns", "InputText"],
        ["renamed"] = ["InputColumns"],
        ["reordered"] = ["InputColumns"],
        ["empty"] = ["InputEmpty"],
        ["no columns"] = ["InputEmpty", "InputFeatures"],
        ["row"] = ["InputShape", "InputFeatures"],
        ["flat"] = ["InputShape"],
        ["vector"] = ["InputShape", "InputFeatures"],
        ["columns"] = ["InputFeatures", "InputShape"],
        ["no document"] = ["InputText"],
        ["numbers"] = ["InputText"],
        ["number vector"] = ["InputText"],
    };

    /// <summary>Where Python answers by an accident of its own and Brine refuses.</summary>
    private static readonly (string Id, string Method, string How, string Why)[] Stricter =
    [
        ("OrdinalEncoder", "inverse_transform", "negative", "a negative number counts the categories from the last"),
        ("CountVectorizer", "inverse_transform", "csr fewer", "terms without a column are taken for absent"),
        ("TfidfVectorizer", "inverse_transform", "csr fewer", "terms without a column are taken for absent"),
        ("PCA", "inverse_transform", "row", "one row of one dimension is not told from one column"),
        ("NMF", "inverse_transform", "row", "one row of one dimension is not told from one column"),
        ("MiniBatchNMF", "inverse_transform", "row", "one row of one dimension is not told from one column"),
        ("FeatureAgglomeration", "inverse_transform", "vector", "one column of one dimension is not told from one row"),
        ("FeatureAgglomeration", "inverse_transform", "row", "one row of one dimension is not told from one column"),
        ("IncrementalPCA", "inverse_transform", "row", "one row of one dimension is not told from one column"),
    ];

    /// <summary>Where Python stumbles over its own data frames, or over nothing at all, and Brine answers as for the same numbers in an
    /// array.</summary>
    private static readonly (string Id, string Method, string How, string Why)[] Kinder =
    [
        ("ARDRegression", "predict_std", "named", "a frame is indexed like an array"),
        ("LabelBinarizer", "inverse_transform", "named", "a frame has no sum of all"),
        ("FeatureAgglomeration", "inverse_transform", "named", "a frame is indexed like an array"),
        ("SimpleImputer", "inverse_transform", "named", "a frame is indexed like an array"),
        ("LabelBinarizer", "inverse_transform", "csr empty", "the largest of no rows is looked for"),
    ];

    /// <summary>Classes that may refuse what a part of them answers, which has no column in the data.</summary>
    private static readonly string[] RefusesAnswers = ["TransformedTargetRegressor", "StackingClassifier", "StackingRegressor",
        "CalibratedClassifierCV", "OutputCodeClassifier"];

    /// <summary>Classes that answer whatever they are given: only the number of rows counts.</summary>
    internal static readonly string[] TakesAnything = ["sklearn.dummy.DummyClassifier", "sklearn.dummy.DummyRegressor"];

    private static readonly string[] Cells = ["nan", "inf", "-inf", "1e39", "1e308", "negative"];

    public static TheoryData<string, string> Cases() => [.. RefusalCase.All.Select(item => (Path.GetFileName(item.Folder), item.Id))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void RefusesWhatPythonRefuses(string folder, string id)
    {
        RefusalCase item = RefusalCase.All.Single(item => item.Id == id && Path.GetFileName(item.Folder) == folder);
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(item.Folder, "manifest.jsonl")).Single(info => info.Id == id);
        Estimator estimator = Model.Load(Path.Combine(item.Folder, info.Model)).Estimator;
        NpzFile npz = NpzFile.Open(Path.Combine(item.Folder, info.Answers));
        var wrong = new List<string>();
        foreach ((string name, string how, string exception) in item.Outcomes)
        {
            Methods method = MethodNames.Parse(name);
            var inputs = SpoiledInputs.Read(npz, info, name);
            Features x = inputs.Make(how);
            ModelInputException? refusal = Refusal(() => estimator.Call(method, x));
            if ((exception.Length == 0 ? Stricter : Kinder)
                .Any(known => id.StartsWith(known.Id + ".", StringComparison.Ordinal) && known.Method == name && known.How == how))
            {
                Assert.Equal(exception.Length == 0, refusal is not null);
                continue;
            }

            string[] columns = x.IsVector || x is Images || RefusesAnswers.Contains(estimator.ClassName) ? [""]
                : [inputs.ColumnName, $"column {inputs.Column}", estimator.FeatureNamesIn?[inputs.Column] ?? inputs.ColumnName];
            Judge(wrong, $"{name} of '{how}'", exception, refusal, how, columns);
            if (estimator.Kernel(method) is { } kernel && x is Matrix { IsVector: false, RowCount: SpoiledInputs.Rows } matrix
                && (Cells.Contains(how) || (exception.Length > 0 && how is "more" or "fewer")))
            {
                var room = new double[kernel.OutputCount];
                Judge(wrong, $"{name} of '{how}', one row", exception, Refusal(() => kernel.Run(matrix.Row(SpoiledInputs.Row), room)), how,
                    []);
                Judge(wrong, $"{name} of '{how}', all rows", exception, Refusal(() => kernel.RunAll(matrix)), how, columns);
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void EveryClassHasRefusals()
    {
        var counts = new SortedDictionary<string, (int Refused, int Answered)>(StringComparer.Ordinal);
        foreach (RefusalCase item in RefusalCase.All)
        {
            (int refused, int answered) = counts.GetValueOrDefault(item.ClassName);
            int here = item.Outcomes.Count(outcome => outcome.Exception.Length > 0);
            counts[item.ClassName] = (refused + here, answered + item.Outcomes.Count - here);
        }

        foreach ((string name, (int refused, int answered)) in counts)
        {
            output.WriteLine($"{name}: {refused} refused, {answered} answered");
        }

        Assert.Equal([],
            EstimatorTable.Names.Except(OtherNames.Reasons.Keys).Except(TakesAnything)
                .Where(name => counts.GetValueOrDefault(name).Refused < 5));
        Assert.True(counts.Values.Sum(count => count.Refused) > 15_000);
    }

    private static ModelInputException? Refusal(Action ask)
    {
        try
        {
            ask();
            return null;
        }
        catch (ModelInputException error)
        {
            return error;
        }
    }

    private static void Judge(List<string> wrong, string what, string exception, ModelInputException? refusal, string how, string[] columns)
    {
        if ((exception.Length > 0) != refusal is not null)
        {
            wrong.Add(refusal is null ? $"{what} is answered, and Python raises {exception}"
                : $"{what} is refused, and Python answers: {refusal.Code}: {refusal.Message}");
        }
        else if (refusal is not null && Codes.TryGetValue(how, out string[]? codes) && !codes.Contains(refusal.Code)
            && refusal.Code != "InputKind")
        {
            wrong.Add($"{what} is refused with another code: {refusal.Code}: {refusal.Message}");
        }
        else if (refusal is { Code: "InputMissing" or "InputNotFinite" or "InputNegative" or "InputCategory" } && columns.Length > 0
            && Cells.Contains(how)
            && !(refusal.Message.Contains($"row {SpoiledInputs.Row}", StringComparison.Ordinal)
                && columns.Any(column => refusal.Message.Contains(column, StringComparison.Ordinal))))
        {
            wrong.Add($"{what} is refused without its row and column {columns[0]}: {refusal.Message}");
        }
    }
}
