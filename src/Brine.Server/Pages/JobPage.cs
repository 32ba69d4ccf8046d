using Brine.Containers;

namespace Brine.Server;

/// <summary>The page of a file: what was found out about it, how far its answers are, and the result.</summary>
internal static class JobPage
{
    private static readonly (char Sign, string Key)[] Delimiters = [(',', "comma"), (';', "semicolon"), ('\t', "tab"), ('|', "bar")];

    internal static void Write(HtmlWriter html, PageWords words, PageLinks links, FileJob job)
    {
        bool isRunning = job.State == JobState.Running;
        PageFrame.Begin(html, words, job.FileName, refresh: isRunning ? 1 : null, links: links.Of(words, job.Model, null));
        html.Write($"<div class=\"hero\"><p class=\"over\">{job.Model.Name}</p><h1>{job.FileName}</h1>");
        html.Write($"<p class=\"lead\">{ShownNumber.Bytes(job.Bytes)} · {words["job." + job.State]}</p></div>\n");
        if (job.Error is { } error)
        {
            html.Write($"<div role=\"alert\" class=\"card alert\"><b>{words["error"]}</b> {error}</div>\n");
        }

        if (isRunning)
        {
            Progress(html, words, links, job);
        }
        else
        {
            if (job.State == JobState.Done)
            {
                Result(html, words, links, job);
            }

            Settings(html, words, links, job);
        }

        PageFrame.End(html, words);
    }

    private static void Progress(HtmlWriter html, PageWords words, PageLinks links, FileJob job)
    {
        Section.Begin(html, "progress", words["job.Running"]);
        html.Write($"<p role=\"status\">{words.Say("job.rows", ShownNumber.Count(job.RowCount))}</p>\n");
        html.Write($"<progress aria-label=\"{words["job.Running"]}\" max=\"1\"");
        html.Markup(double.IsFinite(job.Share) ? " value=\"" : "");
        if (double.IsFinite(job.Share))
        {
            html.Write($"{Math.Clamp(job.Share, 0, 1)}\"");
        }

        html.Write($"></progress>\n<form method=\"post\" action=\"{links.Job(job)}\"><p class=\"buttons\">");
        html.Write($"<button class=\"danger\" name=\"do\" value=\"delete\">{words["job.stop"]}</button></p></form>\n");
        html.Write($"<p class=\"note\">{words["job.refresh"]}</p>\n");
        Section.End(html);
    }

    private static void Result(HtmlWriter html, PageWords words, PageLinks links, FileJob job)
    {
        Section.Begin(html, "result", words["job.result"]);
        string done = words.Say("job.done", ShownNumber.Count(job.RowCount), ShownNumber.Count(job.FailedRowCount));
        html.Write($"<p role=\"status\">{done}</p>\n");
        html.Write($"<p class=\"buttons\"><a class=\"button\" href=\"{links.Job(job)}/result\">{words["job.fetch"]}</a></p>\n");
        html.Write($"<p class=\"note\">{job.ResultName}</p>\n");
        if (job.FailedRowCount > 0)
        {
            html.Write($"<p>{words["job.marked"]}</p>\n");
        }

        if (job.Problems.Count > 0)
        {
            html.Write($"<table class=\"plain\"><thead><tr><th scope=\"col\">{words["job.row"]}</th>");
            html.Write($"<th scope=\"col\">{words["job.reason"]}</th></tr></thead><tbody>\n");
            foreach ((long row, string reason) in job.Problems)
            {
                html.Write($"<tr><th scope=\"row\">{row}</th><td>{reason}</td></tr>\n");
            }

            html.Write($"</tbody></table>\n");
        }

        Section.End(html);
    }

    private static void Settings(HtmlWriter html, PageWords words, PageLinks links, FileJob job)
    {
        html.Write($"<form method=\"post\" action=\"{links.Job(job)}\">\n");
        Section.Begin(html, "reading", words["reading"], words["reading.note"]);
        html.Write($"<div class=\"fields\">\n");
        if (job.Format == FileFormat.Csv)
        {
            Select(html, "delimiter", words["reading.delimiter"], [.. Delimiters.Select(item => ($"{item.Key}", words["sign." + item.Key],
                item.Sign == job.Reading.Delimiter))]);
            Select(html, "decimal", words["reading.decimal"],
                [("point", words["sign.point"], job.Reading.Decimal == '.'), ("comma", words["sign.comma"], job.Reading.Decimal == ',')]);
            Select(html, "encoding", words["reading.encoding"],
                [("utf-8", "UTF-8", !job.Reading.IsLatin), ("latin-1", "ISO 8859-1 (Latin-1)", job.Reading.IsLatin)]);
            Select(html, "header", words["reading.header"],
                [("yes", words["reading.names"], job.Reading.HasHeader), ("no", words["reading.row"], !job.Reading.HasHeader)]);
        }
        else if (job.Preview is { Sheets.Count: > 0 } workbook)
        {
            Select(html, "sheet", words["reading.sheet"], [.. workbook.Sheets.Select((name, i) =>
                (name, name, job.Reading.Sheet is { } chosen ? chosen == name : i == 0))]);
        }

        html.Write($"</div>\n<p class=\"buttons\"><button class=\"second\" name=\"do\" value=\"look\">{words["reading.again"]}");
        html.Write($"</button></p>\n");
        if (job.Preview is { } preview)
        {
            Preview(html, words, preview);
        }

        Section.End(html);
        if (job.Preview is { } found)
        {
            Columns(html, words, job, found);
            html.Write($"<section class=\"card\" aria-label=\"{words["job.start"]}\">");
            if (job.Model.Model.Methods.Contains("predict_proba"))
            {
                html.Write($"<p><label class=\"check\"><input type=\"checkbox\" name=\"proba\" value=\"1\"> ");
                html.Write($"{words["job.proba"]}</label></p>\n");
            }

            html.Write($"<p class=\"buttons\"><button name=\"do\" value=\"run\">{words["job.start"]}</button>");
            html.Write($"<button class=\"danger\" name=\"do\" value=\"delete\">{words["job.delete"]}</button></p></section>\n");
        }

        html.Write($"</form>\n");
    }

    private static void Preview(HtmlWriter html, PageWords words, FilePreview preview)
    {
        const int mostColumns = 50;
        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{words["preview"]}\"><table class=\"plain grid\">");
        html.Write($"<caption>{words["preview"]}</caption><thead><tr>");
        foreach (string name in preview.Names.Take(mostColumns))
        {
            html.Write($"<th scope=\"col\">{name}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        foreach (string[] row in preview.Rows)
        {
            html.Write($"<tr>");
            foreach (string cell in row.Take(mostColumns))
            {
                html.Write($"<td>{cell}</td>");
            }

            html.Write($"</tr>\n");
        }

        html.Write($"</tbody></table></div>\n");
        if (preview.Names.Count > mostColumns)
        {
            html.Write($"<p class=\"note\">{words.Say("not.shown", ShownNumber.Count(preview.Names.Count - mostColumns))}</p>\n");
        }
    }

    private static void Columns(HtmlWriter html, PageWords words, FileJob job, FilePreview preview)
    {
        Section.Begin(html, "columns", words["match"]);
        if (job.Model.Model.FeatureNames is not { } wanted)
        {
            html.Write($"<p>{words.Say("match.place", job.Model.Inputs.Count, preview.Names.Count)}</p>\n");
            Section.End(html);
            return;
        }

        int exact = job.Matches.Where((match, i) => match == wanted[i]).Count();
        html.Write($"<p>{words.Say("match.found", exact, wanted.Count)}</p>\n");
        if (wanted.Count > RowForm.MostFields || preview.Names.Count > RowForm.MostFields)
        {
            Section.End(html);
            return;
        }

        html.Markup(exact == wanted.Count ? "<details>" : "<details open>");
        html.Write($"<summary>{words["match.hand"]}</summary><div class=\"fields\">\n");
        for (int i = 0; i < wanted.Count; i++)
        {
            string id = FormRequest.Field('m', i);
            html.Write($"<p class=\"field\"><label for=\"{id}\">{wanted[i]}</label><select id=\"{id}\" name=\"{id}\">");
            html.Markup(job.Matches[i] is null ? "<option value=\"\" selected>" : "<option value=\"\">");
            html.Write($"{words["match.none"]}</option>");
            for (int column = 0; column < preview.Names.Count; column++)
            {
                html.Markup(job.Matches[i] == preview.Names[column] ? "<option selected " : "<option ");
                html.Write($"value=\"{column}\">{preview.Names[column]}</option>");
            }

            html.Write($"</select>");
            if (job.Matches[i] is { } match && match != wanted[i])
            {
                html.Write($"<small>{words["match.guess"]}</small>");
            }

            html.Write($"</p>\n");
        }

        html.Write($"</div></details>\n");
        Section.End(html);
    }

    private static void Select(HtmlWriter html, string name, string label,
        IReadOnlyList<(string Value, string Text, bool IsChosen)> options)
    {
        html.Write($"<p class=\"field\"><label for=\"{name}\">{label}</label><select id=\"{name}\" name=\"{name}\">");
        foreach ((string value, string text, bool isChosen) in options)
        {
            html.Write($"<option value=\"");
            html.Value(value);
            html.Markup(isChosen ? "\" selected>" : "\">");
            html.Write($"{text}</option>");
        }

        html.Write($"</select></p>\n");
    }
}
