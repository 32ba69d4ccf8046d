using System.Globalization;

namespace Brine.Cli;

/// <summary>Prints what the doctor says for people: findings, what opens the file, what is large in it.</summary>
internal static class DoctorText
{
    private const string Indent = "  ";

    internal static void Write(DoctorReport report, TextWriter output, int width, bool hasColour)
    {
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{report.ModelName}, {report.FileBytes:N0} bytes\n\n"));
        if (report.Findings.Count == 0)
        {
            output.Write("nothing found\n");
        }

        foreach (DoctorFinding finding in report.Findings)
        {
            string severity = finding.Severity.ToString().ToLowerInvariant();
            string head = hasColour ? $"\e[{ColourOf(finding.Severity)}m{severity}\e[0m" : severity;
            output.Write($"{head}  {finding.Id}  {finding.Place}\n");
            WrappedText.Write(output, width, Indent, Indent, finding.Message);
            WrappedText.Write(output, width, Indent + "-> ", Indent + "   ", finding.Advice);
        }

        Table(output, "opens in", [.. report.Openings.Select(opening => (
            $"{opening.Software} {opening.Versions}",
            (opening.Opens is true ? "yes" : opening.Opens is false ? "no" : "not known") + ": " + opening.Reason))]);
        Table(output, "large parts", [.. report.LargestParts.Where(part => part.Bytes >= 1024).Select(part =>
            (part.Place, string.Create(CultureInfo.InvariantCulture, $"{part.Bytes:N0} bytes")))]);
        Table(output, "requirements",
            [.. report.Requirements.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (line, ""))]);
    }

    private static string ColourOf(DoctorSeverity severity) => severity switch
    {
        DoctorSeverity.Problem => "31",
        DoctorSeverity.Warning => "33",
        _ => "36",
    };

    private static void Table(TextWriter output, string title, IReadOnlyList<(string Name, string Text)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        output.Write($"\n{title}\n");
        int width = Math.Min(40, rows.Max(row => row.Name.Length));
        foreach ((string name, string text) in rows)
        {
            output.Write($"{Indent}{name.PadRight(width)}  {text}".TrimEnd() + "\n");
        }
    }
}
