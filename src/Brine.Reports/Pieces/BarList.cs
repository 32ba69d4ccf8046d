namespace Brine;

/// <summary>Names with bars beside them, as a table that is also read aloud.</summary>
internal static class BarList
{
    private const double Width = 200;
    private const double Height = 14;

    /// <summary>Writes the rows of a table of bars. With negative numbers among them, bars go to both sides of a line in the
    /// middle.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="caption">What the table shows.</param>
    /// <param name="rows">Names, what stands beside the bar, and its length.</param>
    /// <param name="most">What a bar of the whole width stands for; the largest number when null.</param>
    /// <param name="marked">The row that is set off from the others.</param>
    internal static void Write(HtmlWriter html, string caption, IReadOnlyList<(string Name, string Text, double Value)> rows,
        double? most = null, int? marked = null)
    {
        double largest = most ?? rows.Select(row => Math.Abs(row.Value)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        bool isTwoSided = rows.Any(row => row.Value < 0);
        html.Write($"<table class=\"bars\"><caption>{caption}</caption><tbody>\n");
        for (int i = 0; i < rows.Count; i++)
        {
            (string name, string text, double value) = rows[i];
            html.Markup(marked == i ? "<tr class=\"marked\">" : "<tr>");
            html.Write($"<th scope=\"row\">{name}</th><td class=\"bar\">");
            Bar(html, double.IsFinite(value) && largest > 0 ? value / largest : 0, isTwoSided);
            html.Write($"</td><td class=\"num\">{text}</td></tr>\n");
        }

        html.Write($"</tbody></table>\n");
    }

    private static void Bar(HtmlWriter html, double share, bool isTwoSided)
    {
        share = Math.Clamp(share, -1, 1);
        double room = isTwoSided ? Width / 2 : Width, length = Math.Abs(share) * room;
        double start = !isTwoSided ? 0 : share < 0 ? room - length : room;
        html.Write($"<svg viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        html.Write($"<rect class=\"track\" width=\"{Width}\" height=\"{Height}\"/>");
        html.Write($"<rect class=\"{(share < 0 ? "neg" : "pos")}\" x=\"{start}\" width=\"{length}\" height=\"{Height}\"/>");
        if (isTwoSided)
        {
            html.Write($"<rect class=\"zero\" x=\"{room - 0.5}\" width=\"1\" height=\"{Height}\"/>");
        }

        html.Write($"</svg>");
    }
}
