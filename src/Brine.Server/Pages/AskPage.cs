using Brine.Pickling;

namespace Brine.Server;

/// <summary>The page on which somebody asks a model about a row.</summary>
internal static class AskPage
{
    internal static void Write(HtmlWriter html, PageWords words, PageLinks links, ServedModel model, FormRequest? asked, string? error,
        Limits limits)
    {
        RowForm form = model.Form;
        RowAnswerView? answer = null, compared = null;
        if (asked is not null && error is null)
        {
            try
            {
                answer = RowAnswerView.Of(model, words, form.Read([asked.Values], limits));
                compared = asked.Compared is { } other ? RowAnswerView.Of(model, words, form.Read([other], limits)) : null;
            }
            catch (BrineException wrong)
            {
                error = ErrorText.Of(wrong);
            }
        }

        PageFrame.Begin(html, words, model.Name, links: links.Of(words, model, "ask"));
        string? task = EstimatorKind.TaskOf(model.Model.Estimator);
        html.Write($"<div class=\"hero\"><p class=\"over\">{words["model"]}</p><h1>{model.Name}</h1>");
        html.Write($"<p class=\"lead\"><b>{model.Model.Info.ClassName}</b>{(task is null ? "" : " · " + words["task." + task])}");
        html.Write($"</p></div>\n");
        if (!form.IsAskable)
        {
            Section.Begin(html, "form", words["form.heading"]);
            html.Write($"<p>{words.Say("form.none", ShownNumber.Count(RowForm.MostFields))}</p>\n");
            html.Write($"<p><a class=\"button\" href=\"{links.Files(model)}\">{words["spreadsheet"]}</a></p>\n");
            Section.End(html);
            PageFrame.End(html, words);
            return;
        }

        html.Write($"<div class=\"two\">\n");
        WriteForm(html, words, links, model, asked);
        html.Write($"<div class=\"result\">\n");
        Section.Begin(html, "answer", words["answer"]);
        if (error is not null)
        {
            html.Write($"<div role=\"alert\" class=\"alert\"><b>{words["error"]}</b> {error}</div>\n");
        }
        else if (answer is null)
        {
            html.Write($"<p class=\"note\">{words["answer.empty"]}</p>\n");
        }
        else
        {
            WriteAnswers(html, words, form, asked!, answer, compared);
        }

        Section.End(html);
        if (answer is not null)
        {
            AnswerPiece.WriteWhy(html, words, model, answer, new GivenValues(form, asked!.Values));
            WriteWhatIf(html, words, model, asked!, answer, limits);
        }

        html.Write($"</div></div>\n");
        PageFrame.End(html, words);
    }

    private static void WriteForm(HtmlWriter html, PageWords words, PageLinks links, ServedModel model, FormRequest? asked)
    {
        html.Write($"<form id=\"ask\" class=\"card ask\" method=\"post\" action=\"");
        html.Write($"{links.Model(model)}#answer\" aria-labelledby=\"ask-h\">\n");
        html.Write($"<h2 id=\"ask-h\">{words["form.heading"]}</h2><p class=\"note\">{words["form.note"]}</p>\n");

        // The first button is the one that Enter presses.
        html.Write($"<p class=\"buttons\"><button name=\"do\" value=\"answer\">{words["submit"]}</button>");
        if (asked is not null)
        {
            html.Write($"<button class=\"second\" name=\"do\" value=\"keep\">{words["keep"]}</button>");
            if (asked.Compared is not null)
            {
                html.Write($"<button class=\"second\" name=\"do\" value=\"drop\">{words["drop"]}</button>");
            }
        }

        html.Write($"</p>\n");
        FieldPiece.Write(html, words, model.Form, asked?.Values ?? model.Form.Defaults());
        for (int i = 0; i < (asked?.Compared?.Length ?? 0); i++)
        {
            html.Write($"<input type=\"hidden\" name=\"{FormRequest.Field('b', i)}\" value=\"");
            html.Value(asked!.Compared![i]);
            html.Write($"\">");
        }

        html.Write($"</form>\n");
    }

    private static void WriteAnswers(HtmlWriter html, PageWords words, RowForm form, FormRequest asked, RowAnswerView answer,
        RowAnswerView? compared)
    {
        if (compared is null)
        {
            AnswerPiece.Write(html, words, answer);
            return;
        }

        html.Write($"<div class=\"sides\"><div>\n");
        AnswerPiece.Write(html, words, answer);
        html.Write($"</div><div><h3>{words["answer.before"]}</h3>\n");
        AnswerPiece.Write(html, words, compared);
        html.Write($"</div></div>\n");
        (string Name, string Now, string Before)[] changed = [.. form.Inputs.Select((input, i) =>
            (input.Name, asked.Values[i], asked.Compared![i])).Where(item => item.Item2 != item.Item3)];
        if (changed.Length > 0)
        {
            html.Write($"<table class=\"plain\"><thead><tr><th scope=\"col\">{words["whatif.column"]}</th>");
            html.Write($"<th scope=\"col\">{words["whatif.from"]}</th><th scope=\"col\">{words["answer.before"]}</th></tr>");
            html.Write($"</thead><tbody>\n");
            foreach ((string name, string now, string before) in changed)
            {
                html.Write($"<tr><th scope=\"row\">{name}</th><td>{now}</td><td>{before}</td></tr>\n");
            }

            html.Write($"</tbody></table>\n");
        }
    }

    private static void WriteWhatIf(HtmlWriter html, PageWords words, ServedModel model, FormRequest asked, RowAnswerView answer,
        Limits limits)
    {
        RowForm form = model.Form;
        int first = Enumerable.Range(0, form.Inputs.Count).FirstOrDefault(column => !form.IsDocument(column), -1);
        if (first < 0)
        {
            return;
        }

        int column = asked.CurveColumn ?? MattersMost(form, answer) ?? first;
        try
        {
            WhatIfCurve? curve = WhatIf.Curve(model, asked.Values, column, answer.Class, limits);
            IReadOnlyList<WhatIfFlip> flips = answer is { Class: not null, Label: { } label }
                ? WhatIf.Flips(model, asked.Values, label, limits) : [];
            WhatIfPiece.Write(html, words, model, asked, answer, column, curve, flips);
        }
        catch (BrineException)
        {
            // A value inside of the range that the model refuses: the answer stands without a curve.
        }
    }

    /// <summary>True for <c>numbers__age</c> and <c>words__port_Oslo</c>, which a ColumnTransformer made of <c>age</c> and
    /// <c>port</c>.</summary>
    private static bool IsMadeOf(string made, string column) => made.IndexOf("__", StringComparison.Ordinal) is > 0 and var end
        && made[(end + 2)..] is var rest && (rest == column || rest.StartsWith(column + "_", StringComparison.Ordinal));

    /// <summary>The column of the form that adds most to the answer, where the explanation speaks of the columns of the form.</summary>
    private static int? MattersMost(RowForm form, RowAnswerView answer)
    {
        foreach (FeatureContribution item in answer.Why is { Contributions.Count: > 0 } why ? why.Ranked() : [])
        {
            int column = form.Inputs.ToList().FindIndex(input => input.Name == item.Name || IsMadeOf(item.Name, input.Name));
            if (column >= 0 && !form.IsDocument(column))
            {
                return column;
            }
        }

        return null;
    }
}
