using System.Globalization;
using Brine.Models;

namespace Brine;

/// <summary>Draws a decision tree in the DOT language, in the text of <c>sklearn.tree.export_graphviz</c>.</summary>
public static class TreeGraph
{
    /// <summary>The drawing of a tree.</summary>
    /// <param name="estimator">A tree, or an ensemble of trees; alone, at the end of a pipeline, or the best of a search.</param>
    /// <param name="options">What to draw.</param>
    /// <exception cref="UnsupportedModelException">The model has no such trees.</exception>
    /// <exception cref="ArgumentException">There are more or fewer names than features or classes, a number is too small, or there is no
    /// tree of that number.</exception>
    public static string Export(Estimator estimator, TreeGraphOptions? options = null)
    {
        using var output = new StringWriter();
        Write(estimator, output, options);
        return output.ToString();
    }

    /// <summary>Writes the drawing of a tree, node by node.</summary>
    /// <param name="estimator">A tree, or an ensemble of trees; alone, at the end of a pipeline, or the best of a search.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">What to draw.</param>
    /// <exception cref="UnsupportedModelException">The model has no such trees.</exception>
    /// <exception cref="ArgumentException">There are more or fewer names than features or classes, a number is too small, or there is no
    /// tree of that number.</exception>
    public static void Write(Estimator estimator, TextWriter output, TreeGraphOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(output);
        options ??= TreeGraphOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxDepth ?? 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Precision, nameof(options));
        ExportedTree exported = ExportedTree.Of(estimator, options.Tree);
        DecisionTree tree = exported.Tree;
        ExportedTree.CheckNames(options.FeatureNames, tree.FeatureCount, "features");
        ExportedTree.CheckNames(exported.Classes is null ? null : options.ClassNames, exported.ClassCount, "classes");
        WriteHead(output, options);
        var nodes = new TreeGraphNodes(exported, options);
        TreeColors? colors = options.IsFilled ? new TreeColors(exported) : null;
        var ranks = new SortedDictionary<string, List<int>>(StringComparer.Ordinal) { ["leaves"] = [] };
        var stack = new Stack<(int Node, int Parent, int Depth)>([(0, -1, 0)]);
        while (stack.TryPop(out (int Node, int Parent, int Depth) at))
        {
            (int node, int parent, int depth) = at;
            bool isLeaf = tree.IsLeaf(node), isShown = options.MaxDepth is not { } most || depth <= most;
            string rank = isLeaf || !isShown ? "leaves" : depth.ToString(CultureInfo.InvariantCulture);
            (ranks.TryGetValue(rank, out List<int>? level) ? level : ranks[rank] = []).Add(node);
            output.Write($"{node} [label={(isShown ? nodes.Text(node) : "\"(...)\"")}");
            if (colors is not null)
            {
                output.Write($", fillcolor=\"{(isShown ? colors.Of(node) : "#C0C0C0")}\"");
            }

            output.Write("] ;\n");
            if (parent >= 0)
            {
                output.Write($"{parent} -> {node}{(isShown && parent == 0 ? Side(node, options.IsRotated) : "")} ;\n");
            }

            if (isShown && !isLeaf)
            {
                stack.Push((tree.Right(node), node, depth + 1));
                stack.Push((tree.Left(node), node, depth + 1));
            }
        }

        foreach ((_, List<int> level) in options.AlignsLeaves ? ranks : [])
        {
            output.Write($"{{rank=same ; {string.Join("; ", level)}}} ;\n");
        }

        output.Write("}");
    }

    private static void WriteHead(TextWriter output, TreeGraphOptions options)
    {
        string font = TreeGraphNodes.Escape(options.FontName);
        output.Write("digraph Tree {\nnode [shape=box");
        if (options.IsFilled || options.IsRounded)
        {
            output.Write($", style=\"{(options.IsFilled ? "filled" : "")}{(options.IsFilled && options.IsRounded ? ", " : "")}");
            output.Write($"{(options.IsRounded ? "rounded" : "")}\", color=\"black\"");
        }

        output.Write($", fontname=\"{font}\"] ;\n");
        output.Write(options.AlignsLeaves ? "graph [ranksep=equally, splines=polyline] ;\n" : "");
        output.Write($"edge [fontname=\"{font}\"] ;\n");
        output.Write(options.IsRotated ? "rankdir=LR ;\n" : "");
    }

    /// <summary>Below the root it stands which side rows go to.</summary>
    private static string Side(int node, bool isRotated) => node == 1
        ? $" [labeldistance=2.5, labelangle={(isRotated ? -45 : 45)}, headlabel=\"True\"]"
        : $" [labeldistance=2.5, labelangle={(isRotated ? 45 : -45)}, headlabel=\"False\"]";
}
