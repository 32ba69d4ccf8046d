namespace Brine;

/// <summary>The classes and functions that a file names, by their modules.</summary>
internal static class ImportsPiece
{
    private const int MostModules = 200;
    private const int MostNames = 60;

    internal static void Write(HtmlWriter html, PageWords words, IReadOnlyList<KeyValuePair<string, int>> imports)
    {
        if (imports.Count == 0)
        {
            return;
        }

        Section.Begin(html, "imports", words["imports"], words["imports.note"]);
        html.Write($"<dl class=\"facts\">\n");
        IGrouping<string, KeyValuePair<string, int>>[] modules = [.. imports.GroupBy(import =>
            import.Key[..Math.Max(0, import.Key.LastIndexOf('.'))])];
        foreach (IGrouping<string, KeyValuePair<string, int>> module in modules.Take(MostModules))
        {
            html.Write($"<dt><code>{module.Key}</code></dt><dd>");
            foreach ((string name, int count) in module.Take(MostNames))
            {
                html.Write($"<code>{name[(name.LastIndexOf('.') + 1)..]}</code>{(count > 1 ? $" ×{ShownNumber.Count(count)}" : "")} ");
            }

            html.Write($"{(module.Count() > MostNames ? words.Say("not.shown", module.Count() - MostNames) : "")}</dd>\n");
        }

        html.Write($"</dl>\n");
        if (modules.Length > MostModules)
        {
            html.Write($"<p class=\"note\">{words.Say("not.shown", modules.Length - MostModules)}</p>\n");
        }

        Section.End(html);
    }
}
