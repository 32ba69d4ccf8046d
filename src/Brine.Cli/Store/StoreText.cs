using System.Globalization;
using Brine.Store;

namespace Brine.Cli;

/// <summary>Versions, environments and the history for people.</summary>
internal static class StoreText
{
    internal static void WriteList(TextWriter output, IReadOnlyList<ModelVersion> versions, IReadOnlyList<Placement> placements)
    {
        ILookup<(string, int), string> places = placements.ToLookup(item => (item.Model, item.Version), item => item.Environment);
        WriteTable(output, ["version", "added", "by", "verdict", "in", "metrics", "tags", "content"], versions.Select(version => new[]
        {
            version.ToString(), Day(version.Added), version.AddedBy,
            version.IsRemoved ? "removed" : version.Verdict.ToString(),
            string.Join(",", places[(version.Name, version.Number)]),
            Metrics(version), string.Join(",", version.Tags), version.Content,
        }));
    }

    internal static void WriteVersion(TextWriter output, ModelVersion version, IReadOnlyList<Placement> placements)
    {
        output.Write($"{version}\n");
        Line("file", $"{version.File.Name}, {version.File.Bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes");
        Line("sha256", version.File.Hash);
        Line("content", version.Content);
        Line("written by", string.Join(", ", version.WrittenBy));
        Line("added", $"{Time(version.Added)} by {version.AddedBy} on {version.Machine}");
        Line("verdict", version.Verdict + (version.IsScanIncomplete ? ", not all of it was read" : ""));
        Line("in", string.Join(", ", placements.Where(item => item.Version == version.Number).Select(item => item.Environment)));
        Line("metrics", Metrics(version));
        Line("code", Code(version.Code));
        Line("script", Of(version.Code.Script));
        Line("data", Of(version.Data));
        Line("cases", version.Cases is null ? "" : $"{Of(version.Cases)}, recorded by {version.CasesBy ?? "nobody knows whom"}");
        Line("signature", Of(version.Signature));
        Line("tags", string.Join(", ", version.Tags));
        Line("imported", version.ImportedFrom ?? "");
        foreach (VersionApproval approval in version.Approvals)
        {
            Line("approved", $"for {approval.Environment} by {approval.Who}, {Time(approval.Time)}");
        }

        foreach (VersionNote note in version.Notes)
        {
            Line("note", $"{note.Text} ({note.Who}, {Time(note.Time)})");
        }

        if (version.IsRemoved)
        {
            Line("removed", "its files are given up");
        }

        void Line(string name, string text)
        {
            if (text.Length > 0)
            {
                output.Write($"  {name,-11}{Plain(text)}\n");
            }
        }
    }

    internal static void WriteLog(TextWriter output, IReadOnlyList<StoreEntry> entries) =>
        WriteTable(output, ["entry", "time", "who", "action", "about", ""], entries.Select(entry => new[]
        {
            entry.Number.ToString(CultureInfo.InvariantCulture), Time(entry.Time), entry.Who, entry.Action, About(entry), entry.Detail,
        }));

    internal static void WriteRules(TextWriter output, IReadOnlyList<RuleResult> results)
    {
        foreach (RuleResult result in results)
        {
            output.Write($"  {(result.IsMet ? "met" : "NOT"),-5}{result.Rule}: {Plain(result.Reason)}\n");
        }
    }

    /// <summary>The rows that differ, the worst first.</summary>
    internal static void WriteChecks(TextWriter output, IReadOnlyList<MethodCheck> checks)
    {
        foreach (MethodCheck check in checks)
        {
            string result = check.Problem is { } problem ? Plain(problem)
                : check.IsRight ? check.Worst == 0 ? "equal" : $"equal within {check.Worst.ToString("g2", CultureInfo.InvariantCulture)}"
                : $"{check.DifferentRows} of {check.Rows} rows differ";
            output.Write($"  {check.Method,-20} {result}\n");
            foreach (RowDifference row in check.Differences)
            {
                string apart = double.IsInfinity(row.Distance) ? "" : $"  ({row.Distance.ToString("g2", CultureInfo.InvariantCulture)})";
                output.Write($"    row {row.Row,-8} {Plain(row.Expected)} -> {Plain(row.Actual)}{apart}\n");
            }
        }
    }

    internal static void WriteTable(TextWriter output, string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [heads, .. rows.Select(row => Array.ConvertAll(row, Plain))];
        int[] used = [.. Enumerable.Range(0, heads.Length).Where(i => all.Skip(1).Any(row => row[i].Length > 0))];
        int[] widths = Array.ConvertAll(used, i => all.Max(row => row[i].Length));
        foreach (string[] row in all)
        {
            output.Write(string.Join("  ", used.Select((column, i) => row[column].PadRight(widths[i]))).TrimEnd() + "\n");
        }
    }

    internal static string Metrics(ModelVersion version) => string.Join(" ",
        version.Metrics.OrderBy(item => item.Key, StringComparer.Ordinal)
        .Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Key}={item.Value:R}")));

    private static string About(StoreEntry entry) =>
        (entry.Version is { } number ? string.Create(CultureInfo.InvariantCulture, $"{entry.Model}:{number}") : entry.Model ?? "")
            + (entry.Environment is { } environment ? " " + environment : "");

    private static string Code(CodeOrigin code) => code.Commit is null ? ""
        : code.Commit + (code.Branch is null ? "" : $" on {code.Branch}")
            + (code.IsDirty switch { true => ", changed after it", false => "", null => ", changed after it or not: not known" });

    private static string Of(StoredFile? file) => file is null ? "" : $"{file.Name} sha256 {file.Hash}";

    private static string Day(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What people wrote down may hold anything.</summary>
    private static string Plain(string text) => SafeText.Of(text);
}
