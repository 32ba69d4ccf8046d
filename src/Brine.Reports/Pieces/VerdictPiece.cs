using Brine.Scanning;

namespace Brine;

/// <summary>What a scan says of a file: what Python would do with it.</summary>
internal static class VerdictPiece
{
    private const int MostFindings = 60;

    internal static void Write(HtmlWriter html, PageWords words, ScannedFile scan)
    {
        Section.Begin(html, "scan", words["scan"]);
        Badge(html, words, scan);
        html.Write($"<p>{words["verdict." + scan.Verdict]}</p>\n");
        if (scan.IsIncomplete)
        {
            html.Write($"<p>{words["scan.incomplete"]}</p>\n");
        }

        if (scan.Findings.Count > 0)
        {
            html.Write($"<ul class=\"findings\">\n");
            foreach (ScanFinding finding in scan.Findings.OrderByDescending(finding => finding.Severity).Take(MostFindings))
            {
                html.Write($"<li><b class=\"sev\">{finding.Severity.ToString().ToLowerInvariant()}</b> <b>{finding.RuleId}");
                html.Write($"</b> {finding.Message}");
                if (finding.Call is { } call)
                {
                    html.Write($" <code>{call}</code>");
                }

                html.Write($"<br><span class=\"note\">{finding.Why} {finding.Advice}</span></li>\n");
            }

            html.Write($"</ul>\n");
            if (scan.Findings.Count > MostFindings)
            {
                html.Write($"<p class=\"note\">{words.Say("not.shown", scan.Findings.Count - MostFindings)}</p>\n");
            }
        }

        Section.End(html);
    }

    /// <summary>The verdict as a word in a color.</summary>
    internal static void Badge(HtmlWriter html, PageWords words, ScannedFile scan)
    {
        string tone = scan.Verdict switch
        {
            Verdict.Safe => "good",
            Verdict.NotAModel => "quiet",
            Verdict.Review => "warn",
            _ => "bad",
        };
        html.Write($"<p><span class=\"badge {tone}\">{words["verdict.word." + scan.Verdict]}</span></p>\n");
    }
}
