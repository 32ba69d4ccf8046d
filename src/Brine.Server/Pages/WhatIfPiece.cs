namespace Brine.Server;

/// <summary>Writes the curve of the answer over a column, and the changes that would change it.</summary>
internal static class WhatIfPiece
{
    private const double Width = 640;
    private const double Height = 240;
    private const double Left = 64;
    private const double Bottom = 30;
    private const double Top = 12;
    private const int MostFlips = 8;

    internal static void Write(HtmlWriter html, PageWords words, ServedModel model, FormRequest asked, RowAnswerView answer, int column,
        WhatIfCurve? curve, IReadOnlyList<WhatIfFlip> flips)
    {
        RowForm form = model.Form;
        Section.Begin(html, "whatif", words["whatif"], words["whatif.note"]);
        html.Write($"<p class=\"pick\"><label for=\"col\">{words["whatif.column"]}</label><select id=\"col\" name=\"col\" form=\"ask\">");
        for (int i = 0; i < form.Inputs.Count; i++)
        {
            if (!form.IsDocument(i))
            {
                html.Markup(i == column ? "<option selected " : "<option ");
                html.Write($"value=\"{i}\">{form.Inputs[i].Name}</option>");
            }
        }

        html.Write($"</select><button class=\"second\" form=\"ask\" name=\"do\" value=\"curve\">{words["whatif.show"]}</button></p>\n");
        if (curve is not null)
        {
            string what = curve.IsShare ? words.Say("whatif.probability", answer.Label) : words["value"];
            if (curve.IsNumeric)
            {
                Draw(html, words, curve, asked.Values[column], what, form.Inputs[column].Name);
            }
            else
            {
                BarList.Write(html, what, [.. curve.Values.Select((value, i) => (value,
                    curve.IsShare ? ShownNumber.Share(curve.Answers[i]) : ShownNumber.Of(curve.Answers[i], 5), curve.Answers[i]))],
                    curve.IsShare ? 1 : null, curve.Values.ToList().IndexOf(asked.Values[column]));
            }
        }

        if (answer.Class is not null)
        {
            Flips(html, words, form, asked, flips);
        }

        Section.End(html);
    }

    private static void Flips(HtmlWriter html, PageWords words, RowForm form, FormRequest asked, IReadOnlyList<WhatIfFlip> flips)
    {
        string[] ranges = [.. Enumerable.Range(0, form.Inputs.Count).Where(form.IsNumber).Select(column => RangeText(form, asked, column))];
        string said = ranges.Length == 0 ? words["whatif.flip.note"]
            : words.Say("whatif.flip.ranges", string.Join("; ", ranges.Take(MostFlips)) + (ranges.Length > MostFlips ? "..." : ""));
        html.Write($"<h3>{words["whatif.flip"]}</h3>\n<p class=\"note\">{said}</p>\n");
        if (flips.Count == 0)
        {
            html.Write($"<p>{words["whatif.none"]}</p>\n");
            return;
        }

        html.Write($"<table class=\"plain\"><thead><tr><th scope=\"col\">{words["whatif.column"]}</th>");
        html.Write($"<th scope=\"col\">{words["whatif.from"]}</th><th scope=\"col\">{words["whatif.to"]}</th>");
        html.Write($"<th scope=\"col\">{words["whatif.answer"]}</th></tr></thead><tbody>\n");
        foreach (WhatIfFlip flip in flips.Take(MostFlips))
        {
            string value = form.IsNumber(flip.Column) && WhatIf.TryRead(flip.Value, out double number)
                ? ShownNumber.Of(number, 4) : flip.Value;
            html.Write($"<tr><th scope=\"row\">{form.Inputs[flip.Column].Name}</th><td>{asked.Values[flip.Column]}</td>");
            html.Write($"<td>{value}</td><td><b>{flip.Label}</b></td></tr>\n");
        }

        html.Write($"</tbody></table>\n");
    }

    private static string RangeText(RowForm form, FormRequest asked, int column)
    {
        (double least, double most) = WhatIf.RangeOf(form, asked.Values, column);
        return $"{form.Inputs[column].Name} {ShownNumber.Of(least, 4)} \u2013 {ShownNumber.Of(most, 4)}";
    }

    private static void Draw(HtmlWriter html, PageWords words, WhatIfCurve curve, string now, string what, string column)
    {
        double[] xs = [.. curve.Values.Select(value => WhatIf.TryRead(value, out double number) ? number : double.NaN)];
        double[] finite = [.. curve.Answers.Where(double.IsFinite)];
        if (finite.Length == 0 || xs[^1] <= xs[0])
        {
            return;
        }

        double least = curve.IsShare ? 0 : finite.Min(), most = curve.IsShare ? 1 : finite.Max();
        most = most > least ? most : least + Math.Max(1, Math.Abs(least));
        string label = words.Say("whatif.curve", what, column);
        html.Write($"<svg class=\"curve\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{label}\">");
        for (int i = 0; i <= 4; i++)
        {
            double value = least + ((most - least) * i / 4), y = Y(value);
            html.Write($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - 8}\" y1=\"{y}\" y2=\"{y}\"/>");
            html.Write($"<text class=\"axis end\" x=\"{Left - 8}\" y=\"{y + 4}\">");
            html.Write($"{(curve.IsShare ? ShownNumber.Share(value) : ShownNumber.Of(value, 4))}</text>");
        }

        foreach (int i in (int[])[0, (xs.Length - 1) / 2, xs.Length - 1])
        {
            string side = i == 0 ? "axis" : i == xs.Length - 1 ? "axis end" : "axis mid";
            html.Write($"<text class=\"{side}\" x=\"{X(xs[i])}\" y=\"{Height - 8}\">{ShownNumber.Of(xs[i], 4)}</text>");
        }

        html.Write($"<polyline class=\"line\" points=\"");
        for (int i = 0; i < xs.Length; i++)
        {
            if (double.IsFinite(curve.Answers[i]))
            {
                html.Write($"{X(xs[i])},{Y(curve.Answers[i])} ");
            }
        }

        html.Write($"\"/>");
        if (WhatIf.TryRead(now, out double here) && here >= xs[0] && here <= xs[^1])
        {
            int next = Math.Clamp(Array.FindIndex(xs, x => x >= here), 1, xs.Length - 1);
            double share = (here - xs[next - 1]) / (xs[next] - xs[next - 1]);
            double at = curve.Answers[next - 1] + (share * (curve.Answers[next] - curve.Answers[next - 1]));
            html.Write($"<line class=\"here\" x1=\"{X(here)}\" x2=\"{X(here)}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/>");
            html.Write($"<circle class=\"here\" cx=\"{X(here)}\" cy=\"{Y(at)}\" r=\"5\"/>");
        }

        html.Write($"</svg>\n<p class=\"note\">{label}</p>\n");

        double X(double value) => Left + ((Width - Left - 12) * ((value - xs[0]) / (xs[^1] - xs[0])));

        double Y(double value) => Height - Bottom - ((Height - Bottom - Top) * ((value - least) / (most - least)));
    }
}
