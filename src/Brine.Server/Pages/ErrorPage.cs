namespace Brine.Server;

/// <summary>What went wrong, for people.</summary>
internal static class ErrorPage
{
    internal static void Write(HtmlWriter html, PageWords words, PageLinks links, string code, string message)
    {
        PageFrame.Begin(html, words, words["error"], links: links.Of(words, null, null));
        html.Write($"<div class=\"hero\"><h1>{words["error"]}</h1></div>\n<section class=\"card\"><div role=\"alert\" class=\"alert\">");
        html.Write($"<b>{code}</b> {message}</div>\n<p><a class=\"button\" href=\"{links.Home}\">{words["error.back"]}</a></p>");
        html.Write($"</section>\n");
        PageFrame.End(html, words);
    }
}
