using Brine.Models;

namespace Brine;

/// <summary>A decision tree as a drawing in SVG: what scikit-learn's <c>plot_tree</c> shows, feature and threshold, impurity, samples,
/// values and class of each node.</summary>
internal sealed class TreeDrawing
{
    private const double CharacterWidth = 7.3;
    private const double LineHeight = 15;
    private const double Gap = 14;
    private const double LevelGap = 34;
    private const int LongestLine = 34;
    private const int MostValues = 6;

    private readonly ExportedTree _exported;
    private readonly DecisionTree _tree;
    private readonly TreeColors _colors;
    private readonly IReadOnlyList<string>? _names;
    private readonly HashSet<int> _lit;
    private readonly List<Box> _boxes = [];

    /// <summary>Lays a tree out.</summary>
    /// <param name="exported">The tree.</param>
    /// <param name="names">The names of the features; <c>x[0]</c>, <c>x[1]</c>... where null.</param>
    /// <param name="mostNodes">How many nodes are drawn; what lies below others is folded.</param>
    /// <param name="lit">The nodes on the way of a row, which are set off.</param>
    internal TreeDrawing(ExportedTree exported, IReadOnlyList<string>? names, int mostNodes, IEnumerable<int>? lit = null)
    {
        _exported = exported;
        _tree = exported.Tree;
        _colors = new TreeColors(exported);
        _names = names;
        _lit = [.. lit ?? []];
        LayOut(mostNodes);
    }

    /// <summary>How many nodes are drawn.</summary>
    internal int NodeCount => _boxes.Count;

    /// <summary>Writes the drawing.</summary>
    internal void Draw(HtmlWriter html, string label)
    {
        double width = _boxes.Max(box => box.X + (box.Width / 2)) + 2, height = _boxes.Max(box => box.Y + box.Height) + 2;
        html.Write($"<svg class=\"drawn\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" ");
        html.Write($"aria-label=\"{label}\">\n");
        foreach (Box box in _boxes)
        {
            if (box.Parent is { } parent)
            {
                html.Markup(IsLit(box.Node) && IsLit(parent.Node) ? "<line class=\"edge lit\" " : "<line class=\"edge\" ");
                html.Write($"x1=\"{parent.X}\" y1=\"{parent.Y + parent.Height}\" x2=\"{box.X}\" y2=\"{box.Y}\"/>");
            }
        }

        foreach (Box box in _boxes)
        {
            DrawBox(html, box);
        }

        html.Write($"</svg>\n");
    }

    private bool IsLit(int node) => _lit.Contains(node);

    private void DrawBox(HtmlWriter html, Box box)
    {
        double left = box.X - (box.Width / 2);
        html.Write($"<rect class=\"paper\" x=\"{left}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"5\"/>");
        html.Markup(IsLit(box.Node) ? "<rect class=\"node lit\" " : "<rect class=\"node\" ");
        html.Write($"x=\"{left}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"5\" fill=\"{_colors.Of(box.Node)}\"/>");
        html.Write($"<text x=\"{box.X}\" y=\"{box.Y + 3}\">");
        for (int i = 0; i < box.Lines.Count; i++)
        {
            html.Markup(i == 0 && box.IsSplit ? "<tspan class=\"ask\" " : "<tspan ");
            html.Write($"x=\"{box.X}\" dy=\"{LineHeight}\">{box.Lines[i]}</tspan>");
        }

        html.Write($"</text>\n");
    }

    /// <summary>Takes as many whole levels, and then nodes of the next one, as there is room for.</summary>
    private void LayOut(int mostNodes)
    {
        var boxes = new Queue<Box>();
        boxes.Enqueue(MakeBox(0, null, 0));
        int room = mostNodes - 1;
        while (boxes.TryDequeue(out Box? box))
        {
            _boxes.Add(box);
            if (_tree.IsLeaf(box.Node))
            {
                continue;
            }

            if (room < 2)
            {
                box.Lines.Add("(…)");
                continue;
            }

            room -= 2;
            box.Left = MakeBox(_tree.Left(box.Node), box, box.Level + 1);
            box.Right = MakeBox(_tree.Right(box.Node), box, box.Level + 1);
            boxes.Enqueue(box.Left);
            boxes.Enqueue(box.Right);
        }

        Place();
    }

    /// <summary>Boxes without others below them stand side by side, from left to right; the others stand over the middle of
    /// theirs.</summary>
    private void Place()
    {
        int levels = _boxes.Max(box => box.Level) + 1;
        var heights = new double[levels];
        foreach (Box box in _boxes)
        {
            heights[box.Level] = Math.Max(heights[box.Level], box.Height);
        }

        double right = 0;
        var ends = new Stack<Box>([_boxes[0]]);
        var inOrder = new List<Box>();
        while (ends.TryPop(out Box? box))
        {
            inOrder.Add(box);
            if (box.Left is null)
            {
                box.X = right + (box.Width / 2) + 1;
                right += box.Width + Gap;
            }
            else
            {
                ends.Push(box.Right!);
                ends.Push(box.Left);
            }
        }

        for (int i = inOrder.Count - 1; i >= 0; i--)
        {
            if (inOrder[i] is { Left: { } left, Right: { } other } box)
            {
                box.X = (left.X + other.X) / 2;
            }
        }

        // A box that is wider than those below it may reach over the left edge.
        double least = _boxes.Min(box => box.X - (box.Width / 2));
        foreach (Box box in _boxes)
        {
            box.X += least < 1 ? 1 - least : 0;
            for (int level = 0; level < box.Level; level++)
            {
                box.Y += heights[level] + LevelGap;
            }

            box.Y += 1;
        }
    }

    private Box MakeBox(int node, Box? parent, int level) => new(node, parent, level, LinesOf(node), !_tree.IsLeaf(node));

    private List<string> LinesOf(int node)
    {
        var lines = new List<string>();
        if (!_tree.IsLeaf(node))
        {
            int feature = _tree.Feature(node);
            string name = _names is { } names && feature < names.Count ? SafeText.Of(names[feature]) : $"x[{feature}]";
            lines.Add(_tree.CategorySplit(node) >= 0 ? Cut(name, 10) + " in a set"
                : Cut(name, 14) + (_exported.Form.Rule.Comparison == SplitComparison.Less ? " < " : " ≤ ")
                    + ShownNumber.Of(_tree.Threshold(node), 4));
        }

        if (double.IsFinite(_tree.Impurity(node)))
        {
            lines.Add($"{_exported.Criterion} = {ShownNumber.Of(Math.Round(_tree.Impurity(node), 3), 4)}");
        }

        if (_tree.Samples(node) > 0)
        {
            lines.Add("samples = " + ShownNumber.Count(_tree.Samples(node)));
        }

        for (int output = 0; output < Math.Min(_tree.OutputCount, 2); output++)
        {
            double[] values = _exported.Values(node, output, asShares: false);
            string list = string.Join(", ", values.Take(MostValues).Select(value => ShownNumber.Of(Math.Round(value, 3), 5)));
            lines.Add(Cut("value = " + (values.Length == 1 ? list : $"[{list}{(values.Length > MostValues ? ", …" : "")}]"), 0));
            if (_exported.Classes is { } classes && classes.Count <= values.Length)
            {
                lines.Add(Cut("class = " + SafeText.Of(classes.Names[Labels.LargestIndex(values.AsSpan(0, classes.Count))]), 0));
            }
        }

        return lines;
    }

    private static string Cut(string text, int room) => text.Length <= LongestLine - room ? text : text[..(LongestLine - room - 1)] + "…";

    private sealed class Box(int node, Box? parent, int level, List<string> lines, bool isSplit)
    {
        internal int Node => node;

        internal Box? Parent => parent;

        internal int Level => level;

        internal List<string> Lines => lines;

        internal bool IsSplit => isSplit;

        internal Box? Left { get; set; }

        internal Box? Right { get; set; }

        internal double X { get; set; }

        internal double Y { get; set; }

        internal double Width => (lines.Max(line => line.Length) * CharacterWidth) + 16;

        internal double Height => (lines.Count * LineHeight) + 10;
    }
}
