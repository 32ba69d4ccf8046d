using System.Globalization;
using System.Text;
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
        var text = new StringBuilder();
        int running = SklearnCatalog.Classes.Count(type => Runs(type));
        text.Append(
            "# Support\n\nWritten by `House/SupportTableTests` from the golden cases, what scikit-learn answered and how many of its "
                + "answers Brine repeats, and from the catalog of\n");
        text.Append(CultureInfo.InvariantCulture,
            $"scikit-learn's public estimators (`src/Brine.Models/Catalog/sklearn.tsv`). Of its {SklearnCatalog.Classes.Count} classes "
                + $"{running} run. The others load, are inspected and saved.\n\n");
        text.Append("- **runs**: the methods that Brine answers; `predict_std` is `predict(return_std=True)`.\n");
        text.Append(
            "- **not yet**: the methods for new data that the class has besides. `score` is answered by no class yet, and left "
                + "out here.\n");
        text.Append(
            "- **grade**: **A** equal in every bit to scikit-learn with reference BLAS and without numpy's AVX-512 code, which is how the "
                + "cases of 1.2.1 and 1.9.0\n");
        text.Append(
            "  were made; **C** equal within 1e-9 of the answer's scale (2e-6 in single precision). 0.24.2 comes from wheels with "
                + "OpenBLAS, whose own bits depend on the CPU.\n");
        foreach (IGrouping<string, CatalogClass> package in SklearnCatalog.Classes.GroupBy(type => type.Package))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {package.Key}\n\n");
            text.Append("| class | runs | not yet |")
                .Append(string.Concat(producers.Select(producer => $" {producer.Replace("sklearn-", "", StringComparison.Ordinal)} |")))
                .Append(" grade |\n");
            text.Append("| --- | --- | --- |").Append(string.Concat(producers.Select(_ => " --- |"))).Append(" --- |\n");
            foreach (CatalogClass type in package)
            {
                string name = package.Key + "." + type.Name;
                string[] own = [
                    .. type.Methods.Concat(type.OptionalMethods).Select(fact => fact.Name).Distinct().Except(["score"])
                        .Order(StringComparer.Ordinal)];
                IReadOnlyList<string> runs = MethodNames.List(methods[name].Aggregate(Methods.None, (all, one) => all | one));
                string missing = string.Join(", ", own.Except(runs));
                text.Append(CultureInfo.InvariantCulture,
                    $"| {type.Name} | {(Runs(type) ? string.Join(", ", runs) : !type.ActsOnNewData ? "loads" : "not read yet")} | "
                        + $"{(!type.ActsOnNewData && !Runs(type) ? "it has no method for new data" : missing.Length > 0 ? missing : own.Length == 0 ? "it has no method for new data" : "-")} |");
                text.Append(
                    string.Concat(producers.Select(producer => $" {Count(results[name].Where(item => item.Producer == producer))} |")));
                text.Append(Grade(results[name])).Append('\n');
            }
        }

        text.Append("\n## Other names\n\nRead under a name that scikit-learn had before, or that another package has:\n\n");
        text.Append(string.Concat(OtherNames.Reasons.Select(item => $"- `{item.Key}`: {item.Value}\n")));
        return text.ToString();
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
