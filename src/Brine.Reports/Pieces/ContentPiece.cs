namespace Brine;

/// <summary>What is in a file that is no model, as a tree.</summary>
internal static class ContentPiece
{
    private const int MostLines = 300;

    internal static void Write(HtmlWriter html, PageWords words, InspectionReport? inspection)
    {
        if (inspection is null || inspection.Content.Children.Count == 0)
        {
            return;
        }

        Section.Begin(html, "content", words["content"]);
        html.Write($"<details><summary>{inspection.Content.Summary}</summary>\n<ul class=\"tree\">\n");
        var open = new Stack<InspectionNode?>();
        Push(open, inspection.Content.Children);
        int lines = 0;
        while (open.TryPop(out InspectionNode? node))
        {
            if (node is null)
            {
                html.Write($"</ul></li>\n");
                continue;
            }

            if (++lines > MostLines)
            {
                continue;
            }

            html.Write($"<li><code>{node.Name}</code> {node.Summary}");
            if (node.Children.Count == 0 || lines >= MostLines)
            {
                html.Write($"</li>\n");
                continue;
            }

            html.Write($"<ul>\n");
            open.Push(null);
            Push(open, node.Children);
        }

        html.Write($"</ul>\n");
        if (lines > MostLines)
        {
            html.Write($"<p class=\"note\">{words.Say("not.shown", lines - MostLines)}</p>\n");
        }

        html.Write($"</details>\n");
        Section.End(html);
    }

    private static void Push(Stack<InspectionNode?> open, IReadOnlyList<InspectionNode> children)
    {
        for (int i = children.Count - 1; i >= 0; i--)
        {
            open.Push(children[i]);
        }
    }
}
