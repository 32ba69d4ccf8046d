using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>The arrays of a file, those that stand nearest to its top, each with its range and a histogram.</summary>
internal static class ArraysPiece
{
    private const int MostArrays = 40;
    private const int MostParts = 20_000;
    private const int MostValues = 1_000_000;

    internal static void Write(HtmlWriter html, PageWords words, PyValue value)
    {
        var found = new List<(string Place, NDArray Array, int Depth)>();
        foreach (ValuePart part in new ValueWalk(value).Parts().Take(MostParts))
        {
            if (part.Array is { Length: > 1, DType: { Kind: 'f' or 'i' or 'u', ItemSize: <= 8 } } array)
            {
                found.Add((part.Place, array, part.Depth));
            }
        }

        if (found.Count == 0)
        {
            return;
        }

        Section.Begin(html, "arrays", words["arrays"], words["arrays.note"]);
        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{words["arrays"]}\"><table class=\"plain\">");
        html.Write($"<thead><tr><th scope=\"col\">{words["place"]}</th><th scope=\"col\">{words["type"]}</th>");
        html.Write($"<th scope=\"col\">{words["least"]}</th><th scope=\"col\">{words["mean"]}</th><th scope=\"col\">{words["most"]}</th>");
        html.Write($"<th scope=\"col\">{words["histogram"]}</th></tr></thead><tbody>\n");
        foreach ((string place, NDArray array, _) in found.OrderBy(item => item.Depth).Take(MostArrays))
        {
            html.Write($"<tr><th scope=\"row\"><code>{place}</code></th><td><code>{ArraySummary.TypeOf(array)}</code></td>");
            if (array.Length > MostValues)
            {
                html.Write($"<td colspan=\"4\" class=\"note\">{words["too.large"]}</td></tr>\n");
                continue;
            }

            Histogram histogram = Histogram.Of(array.ToDoubles());
            html.Write($"<td class=\"num\">{ShownNumber.Of(histogram.Least, 4)}</td>");
            html.Write($"<td class=\"num\">{ShownNumber.Of(histogram.Mean, 4)}</td>");
            html.Write($"<td class=\"num\">{ShownNumber.Of(histogram.Most, 4)}</td><td>");
            histogram.Draw(html, words);
            html.Write($"</td></tr>\n");
        }

        html.Write($"</tbody></table></div>\n");
        if (found.Count > MostArrays)
        {
            html.Write($"<p class=\"note\">{words.Say("not.shown", ShownNumber.Count(found.Count - MostArrays))}</p>\n");
        }

        Section.End(html);
    }
}
