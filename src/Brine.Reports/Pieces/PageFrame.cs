namespace Brine;

/// <summary>The beginning and the end of every page.</summary>
internal static class PageFrame
{
    /// <summary>Writes the head and the band on top.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="words">The language.</param>
    /// <param name="title">What the page is about.</param>
    /// <param name="policy">The policy, where no header says it.</param>
    /// <param name="refresh">After how many seconds the page is loaded again; never when null.</param>
    /// <param name="links">Addresses and names of the pages beside this one; the one without an address is this one.</param>
    internal static void Begin(HtmlWriter html, PageWords words, string title, string? policy = null, int? refresh = null,
        IReadOnlyList<(string? Address, string Name)>? links = null)
    {
        html.Write($"<!DOCTYPE html>\n<html lang=\"{words.Language}\">\n<head>\n<meta charset=\"utf-8\">\n");
        if (policy is not null)
        {
            html.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
        }

        if (refresh is { } seconds)
        {
            html.Write($"<meta http-equiv=\"refresh\" content=\"{seconds}\">\n");
        }

        html.Write($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Write($"<meta name=\"color-scheme\" content=\"light dark\">\n<title>{title} · Brine</title>\n<style>");
        html.Markup(PageStyle.Css);
        html.Write($"</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">{words["skip"]}</a>\n<header class=\"band\"><div>");
        html.Markup(Mark);
        html.Write($"<span class=\"brand\">Brine</span>");
        if (links is { Count: > 0 })
        {
            html.Write($"<nav aria-label=\"{words["pages"]}\"><ul>");
            foreach ((string? address, string name) in links)
            {
                if (address is null)
                {
                    html.Write($"<li><span aria-current=\"page\">{name}</span></li>");
                }
                else
                {
                    html.Write($"<li><a href=\"{address}\">{name}</a></li>");
                }
            }

            html.Write($"</ul></nav>");
        }

        html.Write($"</div></header>\n<main id=\"main\">\n");
    }

    /// <summary>Writes the end.</summary>
    internal static void End(HtmlWriter html, PageWords words) =>
        html.Write($"</main>\n<footer class=\"foot\"><p>{words["footer"]}</p></footer>\n</body>\n</html>\n");

    private const string Mark = "<svg class=\"mark\" viewBox=\"0 0 32 32\" width=\"28\" height=\"28\" aria-hidden=\"true\">"
        + "<rect x=\"7\" y=\"8\" width=\"18\" height=\"21\" rx=\"5\"/><rect x=\"9\" y=\"3\" width=\"14\" height=\"4\" rx=\"1.5\"/>"
        + "<circle cx=\"13\" cy=\"16\" r=\"1.8\"/><circle cx=\"19\" cy=\"21\" r=\"1.8\"/><circle cx=\"13.5\" cy=\"24\" r=\"1.3\"/></svg>";
}
