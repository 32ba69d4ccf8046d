namespace Brine.Server;

/// <summary>The page on which somebody sends a file, with the files that the browser sent before.</summary>
internal static class FilePage
{
    internal static void Write(HtmlWriter html, PageWords words, PageLinks links, ServedModel model, IReadOnlyList<FileJob> jobs,
        BrineServerOptions options)
    {
        PageFrame.Begin(html, words, model.Name, links: links.Of(words, model, "file"));
        html.Write($"<div class=\"hero\"><p class=\"over\">{words["model"]}</p><h1>{model.Name}</h1>");
        html.Write($"<p class=\"lead\">{words["file.lead"]}</p></div>\n");
        Section.Begin(html, "send", words["file.heading"]);
        html.Write($"<form method=\"post\" enctype=\"multipart/form-data\" action=\"{links.Files(model)}\">\n");
        html.Write($"<p class=\"field\"><label for=\"f\">{words["file"]}</label><input id=\"f\" type=\"file\" name=\"f\" required ");
        string endings = string.Concat(options.Formats.SelectMany(format => format.Extensions).Select(end => "," + end));
        html.Write($"accept=\".csv,.tsv,.txt{endings}\">");
        html.Write($"<small>{words.Say("file.limit", string.Join(", ", ["CSV", .. options.Formats.Select(format => format.Name)]),
            ShownNumber.Bytes(options.MaxUploadBytes))}</small></p>\n");
        html.Write($"<p class=\"buttons\"><button>{words["file.send"]}</button></p></form>\n");
        html.Write($"<p class=\"note\">{words.Say("file.kept", Minutes(options))}</p>\n");
        Section.End(html);
        if (jobs.Count > 0)
        {
            Section.Begin(html, "history", words["file.history"]);
            html.Write($"<table class=\"plain\"><thead><tr><th scope=\"col\">{words["file"]}</th><th scope=\"col\">{words["model"]}</th>");
            html.Write($"<th scope=\"col\">{words["job.state"]}</th><th scope=\"col\">{words["job.delete"]}</th></tr></thead><tbody>\n");
            foreach (FileJob job in jobs)
            {
                html.Write($"<tr><th scope=\"row\"><a href=\"{links.Job(job)}\">{job.FileName}</a></th><td>{job.Model.Name}</td>");
                html.Write($"<td>{words["job." + job.State]}</td><td><form method=\"post\" action=\"{links.Job(job)}\">");
                html.Write($"<button class=\"danger\" name=\"do\" value=\"delete\" aria-label=\"{words["job.delete"]}: {job.FileName}\">");
                html.Write($"{words["job.delete"]}</button></form></td></tr>\n");
            }

            html.Write($"</tbody></table>\n");
            Section.End(html);
        }

        PageFrame.End(html, words);
    }

    private static long Minutes(BrineServerOptions options) => (long)Math.Ceiling(options.JobLifetime.TotalMinutes);
}
