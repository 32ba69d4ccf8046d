using Brine.Containers;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>
/// One model of each class: all rows at once are answered as each by itself, to the bit; so are rows that several threads share among
/// themselves; 64 threads ask one model.
/// </summary>
public sealed class InvariantTests
{
    /// <summary>Methods whose answers to rows hang on other rows, in Python too.</summary>
    private static readonly string[] OfAllRows = ["get_feature_names_out", "gibbs", "predict_cov", "sample_y"];

    /// <summary>Classes whose answers hang on other rows, in Python too, and why.</summary>
    private static readonly Dictionary<(string Class, string Method), string> Together = new()
    {
        [("NMF", "transform")] = "all rows are solved for at once, until they change little together",
        [("MiniBatchNMF", "transform")] = "all rows are solved for at once, until they change little together",
        [("BernoulliRBM", "score_samples")] = "the bit that is flipped is drawn row after row",
        [("SimpleImputer", "inverse_transform")] = "a column is left out where every row of it was missing",
    };

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (string producer in new[] { "sklearn-1.2.1", "sklearn-1.9.0" })
        {
            // The cases of a class that have different methods, and of all others the smallest.
            foreach (IGrouping<string, CaseInfo> cases in CaseInfo
                .ReadManifest(Repo.File("tests", "fixtures", producer, "manifest.jsonl"))
                .Where(info => info.Methods.Count > 0)
                .GroupBy(info => info.Estimator + " " + string.Join(",", info.Methods)))
            {
                data.Add(producer, cases.First().Id);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RowsAreAnsweredAloneAsTogether(string producer, string id)
    {
        (Model model, Features rows, Features? transformed, CaseInfo info) = Load(producer, id);
        using (model)
        {
            foreach (string method in info.Methods.Except(OfAllRows).Where(method => !Together.ContainsKey((Short(info), method))))
            {
                Features asked = method == "inverse_transform" ? transformed! : rows;
                string[] all = Answers(model, method, asked);
                Assert.Contains(all, row => row.Length > 0);
                for (int row = 0; row < all.Length; row++)
                {
                    Assert.True(all[row] == Answers(model, method, asked.SelectRows([row]))[0],
                        $"{id} {method}: row {row} by itself is answered otherwise");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ThreadsThatShareAModelGiveTheBitsOfOne(string producer, string id)
    {
        (Model model, Features rows, Features? transformed, CaseInfo info) = Load(producer, id);
        using (model)
        {
            foreach (string method in info.Methods)
            {
                Features asked = method == "inverse_transform" ? transformed! : rows;
                string[] all = Answers(model, method, asked);
                bool isByRow = !OfAllRows.Contains(method) && !Together.ContainsKey((Short(info), method));
                foreach (int count in isByRow ? [2, 4] : Array.Empty<int>())
                {
                    int[][] parts = [.. Enumerable.Range(0, asked.RowCount).Chunk((asked.RowCount + count - 1) / count)];
                    Assert.Equal(all, parts.AsParallel().AsOrdered().WithDegreeOfParallelism(count)
                        .SelectMany(part => Answers(model, method, asked.SelectRows(part))));
                }
            }
        }
    }

    [Fact]
    public async Task SixtyFourThreadsShareEveryModel()
    {
        foreach (object[] row in Cases().Select(item => (object[])[item.Data.Item1, item.Data.Item2]).Where((_, i) => i % 6 == 0))
        {
            (Model model, Features rows, Features? transformed, CaseInfo info) = Load((string)row[0], (string)row[1]);
            using (model)
            {
                string method = info.Methods[0];
                Features asked = method == "inverse_transform" ? transformed! : rows;
                string[] expected;
                using (Model alone = Load((string)row[0], (string)row[1]).Model)
                {
                    expected = Answers(alone, method, asked);
                }

                using var start = new Barrier(64);
                Task<string[]>[] tasks = [.. Enumerable.Range(0, 64).Select(_ => Task.Factory.StartNew(() =>
                {
                    start.SignalAndWait();
                    return Answers(model, method, asked);
                }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
                foreach (string[] answers in await Task.WhenAll(tasks))
                {
                    Assert.Equal(expected, answers);
                }
            }
        }
    }

    [Fact]
    public void EveryClassThatRunsIsAsked()
    {
        string[] asked = [.. Cases().Select(item => (object[])[item.Data.Item1, item.Data.Item2]).Select(row => CaseInfo
            .ReadManifest(Repo.File("tests", "fixtures", (string)row[0], "manifest.jsonl"))
            .Single(info => info.Id == (string)row[1]).Estimator)
            .Select(name => name[(name.LastIndexOf('.') + 1)..]).Distinct()];
        Assert.Equal([], SklearnCatalog.Classes.Where(type => EstimatorTable.Names.Contains(type.Package + "." + type.Name))
            .Select(type => type.Name).Except(asked));
        Assert.All(Together.Values, Assert.NotEmpty);
    }

    private static string[] Answers(Model model, string method, Features rows) =>
        RowAnswers.Of(method, model.Call(method, rows), rows);

    private static string Short(CaseInfo info) => info.Estimator[(info.Estimator.LastIndexOf('.') + 1)..];

    private static (Model Model, Features Rows, Features? Transformed, CaseInfo Info) Load(string producer, string id)
    {
        string folder = Repo.File("tests", "fixtures", producer);
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl")).Single(item => item.Id == id);
        NpzFile stored = NpzFile.Open(Path.Combine(folder, info.Answers));
        return (Model.Load(Path.Combine(folder, info.Model)), NpzFeatures.Read(stored, info.Npz),
            info.Methods.Contains("inverse_transform") ? NpzInputs.Transformed(stored) : null, info);
    }
}
