namespace Brine;

/// <summary>A part of a page under a heading.</summary>
internal static class Section
{
    internal static void Begin(HtmlWriter html, string id, string heading, string? note = null)
    {
        html.Write($"<section id=\"{id}\" aria-labelledby=\"{id}-h\" class=\"card\">\n<h2 id=\"{id}-h\">{heading}</h2>\n");
        if (note is not null)
        {
            html.Write($"<p class=\"note\">{note}</p>\n");
        }
    }

    internal static void End(HtmlWriter html) => html.Write($"</section>\n");
}
