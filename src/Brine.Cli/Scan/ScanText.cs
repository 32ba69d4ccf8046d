using Brine.Scanning;

namespace Brine.Cli;

/// <summary>A scan as people read it: the verdict of each file, what was found, why it matters and what to do, and a line of
/// counts.</summary>
internal static class ScanText
{
    private const string Indent = "    ";

    /// <summary>Of more files than these, those that are safe or no models are only counted.</summary>
    private const int MostListed = 20;

    private const int MostFindings = 50;

    internal static void Write(ScanReport report, TextWriter output, int width)
    {
        bool isLong = report.Files.Count > MostListed;
        foreach (ScannedFile file in report.Files)
        {
            if (!isLong || file.Verdict > Verdict.Safe || file.IsIncomplete)
            {
                Write(file, output, width);
            }
        }

        if (report.Files.Count != 1)
        {
            IEnumerable<string> counts = report.Files.GroupBy(file => file.Verdict).OrderByDescending(group => group.Key)
                .Select(group => $"{group.Count()} {NameOf(group.Key)}");
            output.WriteLine($"{report.Files.Count} files: {(report.Files.Count == 0 ? "none to scan" : string.Join(", ", counts))}");
        }
    }

    private static void Write(ScannedFile file, TextWriter output, int width)
    {
        string incomplete = file.IsIncomplete ? ", not all of it could be read" : "";
        output.WriteLine($"{PlainText.Of(file.Path)}: {NameOf(file.Verdict)}{incomplete}");
        ScanFinding[] shown = [.. file.Findings.OrderByDescending(finding => finding.Severity).Take(MostFindings)];
        string? told = null;
        foreach (ScanFinding finding in shown)
        {
            string place = finding.Offset is { } offset ? $" at {offset}" : "";
            string opcode = finding.Opcode is { } code ? $", {code}" : "";
            int inner = finding.Place.IndexOf('!');
            string part = inner < 0 ? "" : $" in {finding.Place[(inner + 1)..]}";
            output.WriteLine($"  {finding.Severity} {finding.RuleId}{part}{place}{opcode}");
            if (finding.Call is { } call)
            {
                output.WriteLine(Indent + call);
            }

            WrappedText.Write(output, width, Indent, Indent, finding.Message + ".");
            if (finding.RuleId != told)
            {
                told = finding.RuleId;
                WrappedText.Write(output, width, Indent, Indent, $"{finding.Why} {finding.Advice}");
            }
        }

        if (file.Findings.Count > shown.Length)
        {
            output.WriteLine($"  and {file.Findings.Count - shown.Length} more, which --format json has");
        }
    }

    private static string NameOf(Verdict verdict) => verdict == Verdict.NotAModel ? "not a model" : verdict.ToString();
}
