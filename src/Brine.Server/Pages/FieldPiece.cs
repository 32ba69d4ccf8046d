using Brine.Tables;

namespace Brine.Server;

/// <summary>Writes the fields of a form.</summary>
internal static class FieldPiece
{
    private const int ShownFields = 40;

    internal static void Write(HtmlWriter html, PageWords words, RowForm form, string[] values)
    {
        html.Write($"<div class=\"fields\">\n");
        for (int column = 0; column < values.Length; column++)
        {
            if (column == ShownFields)
            {
                html.Write($"</div>\n<details><summary>{words.Say("form.more", ShownNumber.Count(values.Length - ShownFields))}");
                html.Write($"</summary>");
                html.Write($"<div class=\"fields\">\n");
            }

            Field(html, words, form, column, values[column]);
        }

        html.Markup(values.Length > ShownFields ? "</div></details>\n" : "</div>\n");
    }

    private static void Field(HtmlWriter html, PageWords words, RowForm form, int column, string value)
    {
        string id = FormRequest.Field('c', column);
        html.Write($"<p class=\"field\"><label for=\"{id}\">{form.Inputs[column].Name}</label>");
        if (form.Options(column) is { Count: > 0 } options)
        {
            html.Write($"<select id=\"{id}\" name=\"{id}\">");
            foreach (string option in options)
            {
                html.Write($"<option value=\"");
                html.Value(option);
                html.Markup(option == value ? "\" selected>" : "\">");
                html.Write($"{option}</option>");
            }

            html.Markup(value.Length == 0 ? "<option value=\"\" selected>" : "<option value=\"\">");
            html.Write($"{words["form.missing"]}</option></select></p>\n");
            return;
        }

        if (form.IsDocument(column))
        {
            html.Write($"<textarea id=\"{id}\" name=\"{id}\" rows=\"5\">\n");
            html.Value(value);
            html.Write($"</textarea></p>\n");
            return;
        }

        InputHint? hint = form.Hints[column];
        html.Write($"<input id=\"{id}\" name=\"{id}\" type=\"text\" ");
        html.Markup(form.IsNumber(column) ? "inputmode=\"decimal\" " : "");
        html.Write($"autocomplete=\"off\" value=\"");
        html.Value(value);
        html.Markup(hint?.Range is null ? "\">" : $"\" aria-describedby=\"{id}h\">");
        if (hint?.Range is { } range)
        {
            string said = words.Say(hint.Kind, ShownNumber.Of(range.Least, 4), ShownNumber.Of(range.Most, 4));
            html.Write($"<small id=\"{id}h\">{said}</small>");
        }

        html.Write($"</p>\n");
    }
}
