using Brine.Arrays;

namespace Brine;

/// <summary>A matrix as a table whose cells are tinted by where their number stands among those of its column.</summary>
internal static class HeatTable
{
    private const int MostRows = 40;
    private const int MostColumns = 30;
    private const int Tints = 8;

    internal static void Write(HtmlWriter html, PageWords words, string caption, IReadOnlyList<string> rowNames,
        IReadOnlyList<string> columnNames, NDArray matrix)
    {
        double[] values = matrix.ToDoubles();
        int rows = matrix.Shape[0], columns = matrix.Shape[1], shownRows = Math.Min(rows, MostRows),
            shownColumns = Math.Min(columns, MostColumns);
        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{caption}\">");
        html.Write($"<table class=\"heat\"><caption>{caption}</caption><thead><tr><td></td>");
        for (int column = 0; column < shownColumns; column++)
        {
            html.Write($"<th scope=\"col\">{columnNames[column]}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        (double Least, double Most)[] ranges = [.. Enumerable.Range(0, shownColumns).Select(column => RangeOf(values, column, columns))];
        for (int row = 0; row < shownRows; row++)
        {
            html.Write($"<tr><th scope=\"row\">{rowNames[row]}</th>");
            for (int column = 0; column < shownColumns; column++)
            {
                double value = values[(row * columns) + column];
                (double least, double most) = ranges[column];
                double share = most > least && double.IsFinite(value) ? (value - least) / (most - least) : 0;
                html.Write($"<td class=\"h{(int)Math.Round(share * Tints)}\">{ShownNumber.Of(value, 4)}</td>");
            }

            html.Write($"</tr>\n");
        }

        html.Write($"</tbody></table></div>\n");
        if (rows > shownRows || columns > shownColumns)
        {
            html.Write($"<p class=\"note\">{words.Say("heat.more", ShownNumber.Count(rows), ShownNumber.Count(columns))}</p>\n");
        }
    }

    private static (double Least, double Most) RangeOf(double[] values, int column, int columns)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int at = column; at < values.Length; at += columns)
        {
            least = double.IsFinite(values[at]) ? Math.Min(least, values[at]) : least;
            most = double.IsFinite(values[at]) ? Math.Max(most, values[at]) : most;
        }

        return (least, most);
    }
}
