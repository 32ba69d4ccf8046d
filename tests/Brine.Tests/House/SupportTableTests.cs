using System.Globalization;
using System.Text;
using Brine.Models;
using Brine.Tests.Support;

namespace Brine.Tests.House;

/// <summary>
/// <c>docs/support.md</c> is written from the golden results, never typed: set BRINE_APPROVE_DOCS=1 and run this test to write it again.
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

    private static string Page()
    {
        string[] producers = [.. Directory.GetDirectories(Repo.File("tests", "fixtures")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];
        var results = producers.ToDictionary(producer => producer, Run);
        var text = new StringBuilder();
        text.Append("# Support\n\nWritten by `House/SupportTableTests` from the golden cases: what scikit-learn answered, and how many of its answers Brine repeats.\n\n");
        text.Append("Grades: **A** equal in every bit to scikit-learn with reference BLAS and without numpy's AVX-512 code, which is how the cases of 1.2.1 and 1.9.0\nwere made; **C** equal within 1e-9 of the answer's scale (2e-6 in single precision). 0.24.2 comes from wheels with OpenBLAS, whose own bits depend on the CPU.\n\n");
        text.Append("| class | methods |").Append(string.Concat(producers.Select(producer => $" {producer.Replace("sklearn-", "", StringComparison.Ordinal)} |"))).Append(" grade |\n");
        text.Append("| --- | --- |").Append(string.Concat(producers.Select(_ => " --- |"))).Append(" --- |\n");
        foreach (string name in results.Values.SelectMany(list => list).Select(Class).Distinct().Order(StringComparer.Ordinal))
        {
            CaseResult[] all = [.. results.Values.SelectMany(list => list).Where(result => Class(result) == name)];
            string methods = string.Join(", ", MethodNames.All.Intersect(all.SelectMany(result => result.Case.Methods)));
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {methods} |");
            foreach (string producer in producers)
            {
                CaseResult[] cases = [.. results[producer].Where(result => Class(result) == name)];
                text.Append(cases.Length == 0 ? " - |" : string.Create(CultureInfo.InvariantCulture, $" {cases.Count(result => result.IsRight)} of {cases.Length} |"));
            }

            bool exact = all.Where(result => result.Case.Estimator.Length > 0 && !IsWheel(result)).All(result => result.IsBitEqual);
            text.Append(exact ? " A |\n" : " C |\n");
        }

        text.Append("\nAlso in the table of estimators, without stored cases yet: ");
        string[] shown = [.. results.Values.SelectMany(list => list).Select(Class)];
        text.Append(string.Join(", ", EstimatorTable.Names.Where(full => !shown.Contains(full[(full.LastIndexOf('.') + 1)..])))).Append(".\n");
        return text.ToString();

        bool IsWheel(CaseResult result) => results["sklearn-0.24.2"].Contains(result);
    }

    private static List<CaseResult> Run(string producer)
    {
        string folder = Repo.File("tests", "fixtures", producer);
        var comparer = new AnswerComparer();
        return [.. CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl")).Select(info => CaseRunner.Run(folder, info, comparer))];
    }

    private static string Class(CaseResult result) => result.Case.Estimator[(result.Case.Estimator.LastIndexOf('.') + 1)..];

    private static string WithoutGrades(string page) => page.ReplaceLineEndings("\n").Replace(" A |\n", " |\n", StringComparison.Ordinal).Replace(" C |\n", " |\n", StringComparison.Ordinal);
}
