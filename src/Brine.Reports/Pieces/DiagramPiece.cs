using Brine.Pickling;

namespace Brine;

/// <summary>The diagram of a model: its steps and parts as boxes in boxes, each with its parameters.</summary>
internal static class DiagramPiece
{
    private const int MostBoxes = 400;
    private const int MostRows = 80;
    private const int Deepest = 24;

    /// <summary>Marks what differs from the default, beside the color.</summary>
    private const string Changed = " <span class=\"dot\" aria-hidden=\"true\">●</span>";

    /// <summary>Writes the diagram. Boxes stand in boxes to a depth that is bounded; they wait on a stack.</summary>
    internal static void Write(HtmlWriter html, PageWords words, PyValue model)
    {
        var open = new Stack<(DiagramNode? Node, string? Close, int Depth)>([(new DiagramNode("", model), null, 0)]);
        int boxes = 0;
        html.Write($"<div class=\"diagram\">\n");
        while (open.TryPop(out (DiagramNode? Node, string? Close, int Depth) at))
        {
            if (at.Node is not { } node)
            {
                html.Markup(at.Close!);
                continue;
            }

            if (++boxes > MostBoxes)
            {
                continue;
            }

            (bool isSerial, IReadOnlyList<DiagramNode> inside) = at.Depth < Deepest ? node.Inside() : (false, []);
            html.Write($"<div class=\"box{(inside.Count > 0 ? " group" : "")}\">");
            WriteHead(html, words, node, isOpen: at.Depth == 0 && inside.Count == 0);
            open.Push((null, "</div>\n", at.Depth));
            if (inside.Count == 0)
            {
                continue;
            }

            html.Write($"<div class=\"{(isSerial ? "serial" : "parallel")}\">");
            open.Push((null, "</div>", at.Depth));
            for (int i = inside.Count - 1; i >= 0; i--)
            {
                open.Push((inside[i], null, at.Depth + 1));
            }
        }

        html.Write($"</div>\n");
        if (boxes > MostBoxes)
        {
            html.Write($"<p class=\"note\">{words.Say("diagram.more", ShownNumber.Count(boxes - MostBoxes))}</p>\n");
        }
    }

    private static void WriteHead(HtmlWriter html, PageWords words, DiagramNode node, bool isOpen)
    {
        if (node.Value.As<PyObject>() is not { } instance)
        {
            html.Write($"<p class=\"word\"><span class=\"step\">{node.Name}</span> <b>{WordOf(node.Value)}</b>");
            html.Write($"{(node.Columns is null ? "" : " · " + node.Columns)}</p>");
            return;
        }

        html.Write($"<details{(isOpen ? " open" : "")}><summary>");
        if (node.Name.Length > 0)
        {
            html.Write($"<span class=\"step\">{node.Name}</span> ");
        }

        html.Write($"<b>{instance.Class?.Name ?? "object"}</b>");
        html.Write($"{(node.Columns is null ? "" : " · " + node.Columns)}</summary>");
        (string, string, bool?)[] parameters = [.. node.Parameters().Take(MostRows)];
        if (parameters.Length > 0)
        {
            html.Write($"<table class=\"params\"><caption>{words["parameters"]}</caption><tbody>");
            foreach ((string name, string text, bool? isSet) in parameters)
            {
                html.Markup(isSet is true ? "<tr class=\"set\">" : "<tr>");
                html.Write($"<th scope=\"row\">{name}</th><td><code>{text}</code>");
                html.Markup(isSet is true ? Changed : "");
                html.Write($"</td></tr>");
            }

            html.Write($"</tbody></table>");
        }

        (string, string)[] fitted = [.. node.Fitted().Take(MostRows)];
        if (fitted.Length > 0)
        {
            html.Write($"<table class=\"params\"><caption>{words["fitted"]}</caption><tbody>");
            foreach ((string name, string text) in fitted)
            {
                html.Write($"<tr><th scope=\"row\">{name}</th><td><code>{text}</code></td></tr>");
            }

            html.Write($"</tbody></table>");
        }

        if (parameters.Length == 0 && fitted.Length == 0)
        {
            html.Write($"<p class=\"note\">{words["nothing.set"]}</p>");
        }

        html.Write($"</details>");
    }

    private static string WordOf(PyValue value) => value.AsString() ?? ValueSummary.OfPart(value);
}
