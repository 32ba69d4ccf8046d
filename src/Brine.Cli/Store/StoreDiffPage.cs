using System.Globalization;
using System.Text;
using Brine.Containers;
using Brine.Store;

namespace Brine.Cli;

/// <summary>How two versions differ as one page of HTML: pictures where people would look, words where pictures do not help.</summary>
internal static class StoreDiffPage
{
    private const int Most = 200;

    internal static void Save(string path, VersionComparison comparison)
    {
        byte[] page = Encoding.UTF8.GetBytes(Create(comparison));
        AtomicFile.Write(path, stream => stream.Write(page));
    }

    internal static string Create(VersionComparison comparison)
    {
        PageWords words = PageWords.Of("en")!;
        var text = new StringWriter();
        var html = new HtmlWriter(text);
        (string left, string right) = (comparison.Left.ToString(), comparison.Right.ToString());
        PageFrame.Begin(html, words, $"{left} -> {right}", PageStyle.Policy);
        html.Write($"<div class=\"hero\"><p class=\"over\">what changed</p><h1>{left} → {right}</h1>\n");
        html.Write($"<p class=\"lead\">{comparison.Left.Content} → {comparison.Right.Content}</p></div>\n");
        WriteNotes(html, comparison);
        WriteMetrics(html, comparison);
        WriteChanges(html, comparison, ChangeKind.Parameter, "parameters", "Parameters");
        WriteArrays(html, comparison);
        WriteChanges(html, comparison, ChangeKind.Attribute, "attributes", "Attributes");
        WriteAnswers(html, comparison);
        PageFrame.End(html, words);
        return text.ToString();
    }

    private static void WriteNotes(HtmlWriter html, VersionComparison comparison)
    {
        string[] notes =
        [
            .. comparison.IsSameFile ? (string[])["Both have the same file."] : [],
            .. comparison.IsComplete ? (string[])[] : ["There are more differences than are shown, or parts that were not compared."],
            .. comparison.Notes,
        ];
        foreach (string note in notes)
        {
            html.Write($"<p class=\"note\">{note}</p>\n");
        }
    }

    private static void WriteMetrics(HtmlWriter html, VersionComparison comparison)
    {
        if (comparison.Metrics.Count == 0)
        {
            return;
        }

        Section.Begin(html, "metrics", "Metrics");
        foreach (MetricChange metric in comparison.Metrics)
        {
            BarList.Write(html, metric.Name,
            [
                (comparison.Left.ToString(), Number(metric.Left), metric.Left ?? 0),
                (comparison.Right.ToString(), Number(metric.Right), metric.Right ?? 0),
            ]);
        }

        Section.End(html);
    }

    private static void WriteChanges(HtmlWriter html, VersionComparison comparison, ChangeKind kind, string id, string heading)
    {
        ValueChange[] changes = [.. comparison.Changes.Where(change => change.Kind == kind)];
        if (changes.Length == 0)
        {
            return;
        }

        Section.Begin(html, id, heading, changes.Length > Most ? $"{changes.Length}, of which {Most} are shown" : null);
        WriteTable(html, heading, ["where", comparison.Left.ToString(), comparison.Right.ToString()],
            changes.Take(Most).Select(change => new[] { change.Place, change.Left ?? "nothing", change.Right ?? "nothing" }));
        Section.End(html);
    }

    /// <summary>Bars of what was added to the elements that changed most, or taken from them.</summary>
    private static void WriteArrays(HtmlWriter html, VersionComparison comparison)
    {
        ValueChange[] changes = [.. comparison.Changes.Where(change => change.Kind == ChangeKind.Array)];
        if (changes.Length == 0)
        {
            return;
        }

        Section.Begin(html, "arrays", "Arrays", "Bars are what changed: the elements that changed most, the worst first.");
        foreach (ValueChange change in changes.Take(Most))
        {
            html.Write($"<h3><code>{change.Place}</code></h3>\n<p>{change.Detail}</p>\n");
            if (change.Elements.Count > 0)
            {
                BarList.Write(html, "element, change, from and to", [.. change.Elements.Select(element =>
                    (element.Place, $"{Number(element.Left)} → {Number(element.Right)}", element.Right - element.Left))]);
            }
        }

        Section.End(html);
    }

    private static void WriteAnswers(HtmlWriter html, VersionComparison comparison)
    {
        if (comparison.Predictions.Count == 0)
        {
            return;
        }

        Section.Begin(html, "answers", "Answers", "What both say to the rows that were recorded with them.");
        BarList.Write(html, "rows that differ", [.. comparison.Predictions.Select(check =>
            (check.Method, check.Problem ?? $"{check.DifferentRows} of {check.Rows}", (double)check.DifferentRows))],
            Math.Max(1, comparison.Predictions.Max(check => check.Rows)));
        foreach (MethodCheck check in comparison.Predictions.Where(check => check.Differences.Count > 0))
        {
            html.Write($"<h3><code>{check.Method}</code></h3>\n");
            WriteTable(html, $"rows whose {check.Method} differs, the worst first",
                ["row", comparison.Left.ToString(), comparison.Right.ToString()], check.Differences.Select(row => new[]
                    { row.Row.ToString(CultureInfo.InvariantCulture), row.Expected, row.Actual }));
        }

        Section.End(html);
    }

    private static void WriteTable(HtmlWriter html, string caption, string[] heads, IEnumerable<string[]> rows)
    {
        html.Write($"<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{caption}\"><table class=\"plain\"><thead><tr>");
        foreach (string head in heads)
        {
            html.Write($"<th scope=\"col\">{head}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        foreach (string[] row in rows)
        {
            html.Write($"<tr><th scope=\"row\">{row[0]}</th>");
            foreach (string cell in row[1..])
            {
                html.Write($"<td>{cell}</td>");
            }

            html.Write($"</tr>\n");
        }

        html.Write($"</tbody></table></div>\n");
    }

    private static string Number(double? number) => number?.ToString("g6", CultureInfo.InvariantCulture) ?? "none";
}
