namespace Brine;

/// <summary>What the doctor says of a model, and which Python opens it.</summary>
internal static class DoctorPiece
{
    private const int MostFindings = 100;

    internal static void Write(HtmlWriter html, PageWords words, DoctorReport report)
    {
        Section.Begin(html, "doctor", words["doctor"], words["doctor.note"]);
        if (report.Findings.Count == 0)
        {
            html.Write($"<p>{words["doctor.sound"]}</p>\n");
        }
        else
        {
            html.Write($"<ul class=\"findings\">\n");
            foreach (DoctorFinding finding in report.Findings.Take(MostFindings))
            {
                string tone = finding.Severity switch
                {
                    DoctorSeverity.Problem => "bad",
                    DoctorSeverity.Warning => "warn",
                    _ => "quiet",
                };
                html.Write($"<li><span class=\"badge {tone}\">{words["doctor." + finding.Severity]}</span> ");
                html.Write($"<b>{finding.Id}</b> <code>{finding.Place}</code><br>{finding.Message}");
                html.Write($"<br><span class=\"note\">{finding.Advice}</span></li>\n");
            }

            html.Write($"</ul>\n");
        }

        if (report.Openings.Count > 0)
        {
            html.Write($"<table class=\"plain\"><caption>{words["opens"]}</caption><tbody>\n");
            foreach (Opening opening in report.Openings)
            {
                string answer = opening.Opens is true ? "yes" : opening.Opens is false ? "no" : "unknown";
                html.Write($"<tr><th scope=\"row\">{opening.Software} {opening.Versions}</th><td>{words[answer]}</td>");
                html.Write($"<td class=\"note\">{opening.Reason}</td></tr>\n");
            }

            html.Write($"</tbody></table>\n");
        }

        html.Write($"<details><summary>{words["requirements"]}</summary><pre tabindex=\"0\">");
        html.Lines(report.Requirements, 4000);
        html.Write($"</pre></details>\n");
        Section.End(html);
    }
}
