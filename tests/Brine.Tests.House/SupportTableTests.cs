using System.Globalization;
using System.Text;
using System.Text.Json;
using Brine.Models;

namespace Brine.Tests.House;

/// <summary>
/// <c>docs/support.md</c> is written from the catalog and the golden results, never typed: set BRINE_APPROVE_DOCS=1 and run this test to
/// write it again.
/// </summary>
public class SupportTableTests
{
    [Fact]
    public void PageSaysWhatTheGoldenCasesShow()
    {
        string page = Page();
        string path = Repo.File("docs", "support.md");
        if (Environment.GetEnvironmentVariable("BRINE_APPROVE_DOCS") == "1")
        {
            System.IO.File.WriteAllText(path, page);
        }

        // The last bits of exp and log are the machine's own: elsewhere than where the page was written only the counts must agree.
        Assert.Equal(WithoutGrades(System.IO.File.ReadAllText(path)), WithoutGrades(page));
    }

    [Fact]
    public void EveryClassOfTheCatalogHasOneRow()
    {
        string[] rows = System.IO.File.ReadAllLines(Repo.File("docs", "support.md"));
        Assert.All(SklearnCatalog.Classes,
            type => Assert.Single(rows, row => row.StartsWith($"| {type.Name} |", StringComparison.Ordinal)));
    }

    private static string Page()
    {
        string[] producers = [
            .. Directory.GetDirectories(Repo.File("tests", "fixtures")).Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal)];
        ILookup<string, (string Producer, CaseResult Result)> results = producers.SelectMany(Run)
            .ToLookup(item => ClassOf(item.Result.Case.Estimator));
        ILookup<string, Methods> methods = GoldenModel.All.ToLookup(model => model.Name, model => model.Estimator.Methods);
        ILookup<string, string> scores = Recorded();
        var text = new StringBuilder();
        int running = SklearnCatalog.Classes.Count(type => Runs(type));
        text.Append(
            "# Support\n\nWritten by `House/SupportTableTests` from the golden cases, what scikit-learn answered and how many of its "
                + "answers Brine repeats, and from the catalog of\n");
        text.Append(CultureInfo.InvariantCulture,
            $"scikit-learn's public estimators (`src/Brine.Models/Catalog/sklearn.tsv`). Of its {SklearnCatalog.Classes.Count} classes "
                + $"{running} run. The others load, are inspected and saved.\n\n");
        text.Append(
            "- **runs**: the methods that Brine answers; `predict_std` is `predict(return_std=True)`, `predict_cov` is "
                + "`predict(return_cov=True)`.\n");
        text.Append(
            "- **also**: what is asked of the whole data: `score`, `perplexity`, `aic` and `bic` by `brine score` and `Model.Score`, "
                + "`staged_score` by `Model.ScoreStages`;\n  `sample`, with numpy's own random numbers, by `Model.Sample`. "
                + "From what scikit-learn said of the models that were asked.\n");
        text.Append("- **not yet**: the methods for new data that the class has besides.\n");
        text.Append(
            "- **grade**: **A** equal in every bit to scikit-learn with reference BLAS and without numpy's AVX-512 code, which is how the "
                + "cases of 1.2.1 and 1.9.0\n");
        text.Append(
            "  were made; **C** equal within 1e-9 of the answer's scale (2e-6 in single precision). 0.24.2 comes from wheels with "
                + "OpenBLAS, whose own bits depend on the CPU.\n");
        foreach (IGrouping<string, CatalogClass> package in SklearnCatalog.Classes.GroupBy(type => type.Package))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {package.Key}\n\n");
            text.Append("| class | runs | also | not yet |")
                .Append(string.Concat(producers.Select(producer => $" {producer.Replace("sklearn-", "", StringComparison.Ordinal)} |")))
                .Append(" grade |\n");
            text.Append("| --- | --- | --- | --- |").Append(string.Concat(producers.Select(_ => " --- |"))).Append(" --- |\n");
            foreach (CatalogClass type in package)
            {
                string name = package.Key + "." + type.Name;
                string[] own = [
                    .. type.Methods.Concat(type.OptionalMethods).Select(fact => fact.Name).Distinct()
                        .Order(StringComparer.Ordinal)];
                IReadOnlyList<string> runs = MethodNames.List(methods[name].Aggregate(Methods.None, (all, one) => all | one));
                string[] also = [.. scores[type.Name].Distinct().Order(StringComparer.Ordinal)];
                string missing = string.Join(", ", own.Except(runs).Except(also));
                string left = missing.Length > 0 && (type.ActsOnNewData || Runs(type)) ? missing
                    : own.Length == 0 || (!type.ActsOnNewData && !Runs(type)) ? "it has no method for new data" : "-";
                text.Append(CultureInfo.InvariantCulture,
                    $"| {type.Name} | {(Runs(type) ? string.Join(", ", runs) : !type.ActsOnNewData ? "loads" : "not read yet")} | "
                        + $"{(also.Length > 0 ? string.Join(", ", also) : "-")} | {left} |");
                text.Append(
                    string.Concat(producers.Select(producer => $" {Count(results[name].Where(item => item.Producer == producer))} |")));
                text.Append(Grade(results[name])).Append('\n');
            }
        }

        text.Append(
            "\n## Methods that take no new data\n\nWhat a class has in Python and not here, because C# has no use for it, or because the "
                + "attributes say it, which `brine inspect` and `Model.Info` show:\n\n"
                + "- training: `fit`, `partial_fit`, `fit_transform`, `fit_predict`, `path`, `cost_complexity_pruning_path`, "
                + "`correct_covariance`, `reweight_covariance`, `log_marginal_likelihood`, `dbscan_clustering`;\n"
                + "- the Python object itself: `get_params`, `set_params`, `set_output`, `get_metadata_routing`, `set_..._request`, "
                + "`set_callbacks`, `densify`, `sparsify`, `restrict`;\n"
                + "- attributes in another form: `get_support`, `get_covariance`, `get_precision`, `error_norm`, `reconstruction_error`, "
                + "`get_depth`, `get_n_leaves`, `get_indices`, `get_shape`, `get_submatrix`;\n"
                + "- functions made of the parameters: `build_analyzer`, `build_preprocessor`, `build_tokenizer`, `decode`, "
                + "`get_stop_words`.\n");
        text.Append("\n## Other names\n\nRead under a name that scikit-learn had before, or that another package has:\n\n");
        text.Append(string.Concat(OtherNames.Reasons.Select(item => $"- `{item.Key}`: {item.Value}\n")));
        return text.ToString();
    }

    /// <summary>The methods beside those of rows that scikit-learn was asked for, by class: the tests of scores and draws hold
    /// them.</summary>
    private static ILookup<string, string> Recorded()
    {
        var found = new List<(string Class, string Method)>();
        foreach (string version in new[] { "1.2.1", "1.9.0" })
        {
            Dictionary<string, string> classes = CaseInfo
                .ReadManifest(Repo.File("tests", "fixtures", "sklearn-" + version, "manifest.jsonl"))
                .ToDictionary(info => info.Id, info => ClassOf(info.Estimator));
            found.AddRange(System.IO.File.ReadLines(Repo.Golden("scores", $"sklearn-{version}.jsonl"))
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Where(said => said.TryGetProperty("score", out _))
                .Select(said => (classes[said.GetProperty("id").GetString()!], "score")));
            foreach (JsonElement said in System.IO.File.ReadLines(Repo.Golden("draws", $"draws-{version}.jsonl"))
                .Select(line => JsonDocument.Parse(line).RootElement))
            {
                string name = Model.Load(Repo.Golden("draws", said.GetProperty("model").GetString()!)).Estimator.ClassName;
                found.AddRange(said.GetProperty("methods").EnumerateArray().Select(method => (name, method.GetString()!)));
            }
        }

        return found.ToLookup(item => item.Class[(item.Class.LastIndexOf('.') + 1)..], item => item.Method);
    }

    private static bool Runs(CatalogClass type) => EstimatorTable.Names.Contains(type.Package + "." + type.Name);

    private static string Count(IEnumerable<(string Producer, CaseResult Result)> cases) =>
        cases.Any() ? string.Create(CultureInfo.InvariantCulture, $"{cases.Count(item => item.Result.IsRight)} of {cases.Count()}") : "-";

    private static string Grade(IEnumerable<(string Producer, CaseResult Result)> cases) =>
        !cases.Any() ? " - |"
            : cases.Where(item => item.Producer != "sklearn-0.24.2").All(item => item.Result.IsBitEqual) ? " A |" : " C |";

    private static IEnumerable<(string Producer, CaseResult Result)> Run(string producer)
    {
        string folder = Repo.File("tests", "fixtures", producer);
        var comparer = new AnswerComparer();
        return CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl"))
            .Select(info => (producer, CaseRunner.Run(folder, info, comparer)));
    }

    /// <summary>Package and class of a class that a manifest names with its whole module.</summary>
    private static string ClassOf(string estimator)
    {
        string[] parts = estimator.Split('.');
        return $"{parts[0]}.{parts[1]}.{parts[^1]}";
    }

    private static string WithoutGrades(string page) =>
        page.ReplaceLineEndings("\n").Replace(" A |\n", " |\n", StringComparison.Ordinal).Replace(" C |\n", " |\n",
            StringComparison.Ordinal);
}
