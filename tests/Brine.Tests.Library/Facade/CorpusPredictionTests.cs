using System.Text.RegularExpressions;
using Brine.Arrays;
using Brine.Models;

namespace Brine.Tests.Facade;

/// <summary>
/// Models that people committed, asked about the tables that they committed beside them. Tables seldom are what a model takes: they hold
/// the target, or columns that a program made others of. What is done to them is written here; the rest is counted by its reason.
/// The corpus lies beside the folder that BRINE_FIXTURES names.
/// </summary>
public sealed partial class CorpusPredictionTests
{
    private const string Ship = "Althafp+Regression_models", Loans = "Ishitaagarwal00+model_engineering";

    /// <summary>Columns of the table that are the rows of the model, by repository; null for all.</summary>
    private static readonly Dictionary<string, string[]?> Columns = new(StringComparer.Ordinal)
    {
        [Loans] = null,
        [Ship] = null,
        ["codebasics+py"] = ["area"],
        ["danishanis+MLOpsPython"] = ["AGE", "SEX", "BMI", "BP", "S1", "S2", "S3", "S4", "S5", "S6"],
        ["kamaalg+qSound"] = [.. Enumerable.Range(0, 24).Select(i => $"{i}")],
    };

    /// <summary>Reasons for which a model is not asked: what it is, or what its table is.</summary>
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["CustomCode"] = "a class of the program stands in it, which is not there",
        ["InputColumns"] = "the table has other columns, of which a program made those of the model",
        ["InputFeatures"] = "the table has other columns, of which a program made those of the model",
        ["InputText"] = "the table has other columns, of which a program made those of the model",
        ["MissingAttribute"] = "it was never trained",
        ["NotAnEstimator"] = "it is a dict, a tuple or a class",
        ["NotAPickleTorch"] = "it is a file of PyTorch",
        ["UnsupportedEstimator"] = "it is an array or a frame, a model of another package, or labels the rows of its training alone",
    };

    [Fact]
    public void ModelsAnswerTheTablesBesideThem()
    {
        string corpus = Path.Combine(Environment.GetEnvironmentVariable("BRINE_FIXTURES") ?? "", "..", "corpus", "real");
        Assert.SkipUnless(Directory.Exists(corpus), "there is no corpus beside BRINE_FIXTURES");
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var failed = new List<string>();
        int answered = 0;
        foreach (string folder in Directory.GetDirectories(corpus).Where(folder => Directory.GetFiles(folder, "*.csv").Length > 0))
        {
            string table = Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).First();
            foreach (string file in Directory.GetFiles(folder).Where(file => !DataFiles().IsMatch(file)).Order(StringComparer.Ordinal))
            {
                try
                {
                    using Model model = Model.Load(file);
                    answered += Answers(model, Rows(model, folder, table)) ? 1 : throw new InvalidOperationException("no finite answer");
                }
                catch (Exception error) when (error is BrineException { Code: var code } && Reasons.ContainsKey(code))
                {
                    string reason = ((BrineException)error).Code;
                    reasons[reason] = reasons.GetValueOrDefault(reason) + 1;

                    // The homes of Bangalore are another table than the homes beside them.
                    if (Columns.ContainsKey(Path.GetFileName(folder)) && reason.StartsWith("Input", StringComparison.Ordinal)
                        && !file.Contains("banglore", StringComparison.Ordinal))
                    {
                        failed.Add($"{Path.GetFileName(file)}: {error.Message}");
                    }
                }
                catch (Exception error) when (error is BrineException or InvalidOperationException)
                {
                    failed.Add($"{Path.GetFileName(file)}: {error.Message}");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{answered} answered; not asked: "
            + $"{string.Join(", ", reasons.Select(item => $"{item.Value} {item.Key} ({Reasons[item.Key]})"))}");
        Assert.True(failed.Count == 0, string.Join('\n', failed));
        Assert.True(answered >= 23, $"{answered} answered");
    }

    private static bool Answers(Model model, Features rows)
    {
        Answer answer = model.Call(new Predictor(model.Estimator).DefaultMethod, rows);
        NDArray array = answer.ToArray();
        return array.Length > 0 && (array.DType.Kind != 'f' || array.ToDoubles().All(double.IsFinite));
    }

    private static Features Rows(Model model, string folder, string table)
    {
        string repository = Path.GetFileName(folder);
        if (repository == Ship)
        {
            return ShipRows(model, table);
        }

        return Columns.GetValueOrDefault(repository) is { } columns
            ? model.Read(table, new DataOptions { Columns = columns, Csv = CsvOptions.Default with { HasHeader = columns[0] != "0" } })
            : model.Read(table);
    }

    /// <summary>The program made the mean of two drafts, and names without brackets of those that it had.</summary>
    private static Table ShipRows(Model model, string path)
    {
        var table = (Table)DataFile.Read(path);
        Column after = table.Columns.Single(column => column.Name == "Draft Aft [m]"),
            fore = table.Columns.Single(column => column.Name == "Draft Fwd [m]");
        after.TryGetNumbers(out ReadOnlySpan<double> first);
        fore.TryGetNumbers(out ReadOnlySpan<double> second);
        var means = new double[table.RowCount];
        for (int row = 0; row < means.Length; row++)
        {
            means[row] = (first[row] + second[row]) / 2;
        }

        bool isPlain = model.FeatureNames?.Any(name => name.Contains("__", StringComparison.Ordinal)) ?? false;
        Column[] columns = [.. table.Columns, Column.OfNumbers("Avg Draft [m]", means)];
        return new Table([.. columns.Select(column =>
        {
            column.TryGetNumbers(out ReadOnlySpan<double> numbers);
            return Column.OfNumbers(isPlain ? Odd().Replace(column.Name, "_") : column.Name, numbers.ToArray());
        }).Where(column => model.FeatureNames?.Contains(column.Name) ?? true)]);
    }

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex Odd();

    [GeneratedRegex(@"\.(csv|npy|tsv|json)$")]
    private static partial Regex DataFiles();
}
