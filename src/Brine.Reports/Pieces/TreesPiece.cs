using Brine.Models;

namespace Brine;

/// <summary>The first trees of a model, drawn.</summary>
internal static class TreesPiece
{
    private const int NodesOfOne = 127;
    private const int NodesOfMany = 31;

    internal static void Write(HtmlWriter html, PageWords words, Estimator estimator, int treeCount)
    {
        (int count, Func<int, ExportedTree> at) = ExportedTree.AllOf(estimator);
        int drawn = Math.Min(count, treeCount);
        if (drawn == 0)
        {
            return;
        }

        Section.Begin(html, "trees", words[count == 1 ? "tree" : "trees"],
            count == 1 ? words["tree.note"] : words.Say("trees.note", ShownNumber.Count(count), drawn));
        for (int number = 0; number < drawn; number++)
        {
            ExportedTree tree = at(number);
            IReadOnlyList<string> names = ExplainedPart.Of(estimator).NamesOf(tree.Tree.FeatureCount);
            var drawing = new TreeDrawing(tree, names, count == 1 ? NodesOfOne : NodesOfMany);
            string label = words.Say("tree.label", number, ShownNumber.Count(tree.Tree.NodeCount));
            Write(html, words, drawing, label, isOpen: number == 0, tree.Tree.NodeCount - drawing.NodeCount);
        }

        Section.End(html);
    }

    /// <summary>Writes a drawing in a window of its own, which fits its width on demand.</summary>
    internal static void Write(HtmlWriter html, PageWords words, TreeDrawing drawing, string label, bool isOpen, int folded)
    {
        html.Markup(isOpen ? "<details open>" : "<details>");
        html.Write($"<summary>{label}</summary>\n<div class=\"zoom\"><label class=\"fit\">");
        html.Write($"<input type=\"checkbox\"> {words["fit"]}</label>");
        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">\n");
        drawing.Draw(html, label);
        html.Write($"</div></div>\n");
        if (folded > 0)
        {
            html.Write($"<p class=\"note\">{words.Say("tree.folded", ShownNumber.Count(folded))}</p>\n");
        }

        html.Write($"</details>\n");
    }
}
