using System.Globalization;
using System.Text;
using Brine.Models;

namespace Brine;

/// <summary>What stands in the boxes of a drawn tree: <c>node_to_str</c> of scikit-learn's exporter.</summary>
/// <param name="exported">The tree.</param>
/// <param name="options">What to draw.</param>
internal sealed class TreeGraphNodes(ExportedTree exported, TreeGraphOptions options)
{
    private readonly string _number = options.UsesSpecialCharacters ? "&#35;" : "#";
    private readonly string _open = options.UsesSpecialCharacters ? "<SUB>" : "[";
    private readonly string _close = options.UsesSpecialCharacters ? "</SUB>" : "]";
    private readonly string _atMost = options.UsesSpecialCharacters ? "&le;" : "<=";
    private readonly string _break = options.UsesSpecialCharacters ? "<br/>" : "\\n";

    /// <summary>A name that ends no string of DOT.</summary>
    internal static string Escape(string name) => name.Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>The label of a node, in its quotes.</summary>
    internal string Text(int node)
    {
        DecisionTree tree = exported.Tree;
        bool isLabelled = options.Labels == TreeGraphLabels.All || (options.Labels == TreeGraphLabels.Root && node == 0);
        var text = new StringBuilder();
        if (options.ShowsNodeNumbers)
        {
            text.Append(isLabelled ? "node " : "").Append(_number).Append(node).Append(_break);
        }

        if (!tree.IsLeaf(node))
        {
            string feature = options.FeatureNames is { } names ? Escape(names[tree.Feature(node)])
                : $"x{_open}{tree.Feature(node)}{_close}";
            text.Append($"{feature} {_atMost} {Rounded(tree.Threshold(node), options.Precision)}{_break}");
        }

        if (options.ShowsImpurity)
        {
            text.Append(isLabelled ? Escape(exported.Criterion) + " = " : "");
            text.Append(Rounded(tree.Impurity(node), options.Precision)).Append(_break);
        }

        text.Append(isLabelled ? "samples = " : "");
        text.Append(options.ShowsProportions ? Rounded(100.0 * tree.Samples(node) / tree.Samples(0), 1) + "%"
            : tree.Samples(node).ToString(CultureInfo.InvariantCulture)).Append(_break);
        AddValues(text, node, isLabelled);
        if (text.Length >= _break.Length && text.ToString(text.Length - _break.Length, _break.Length) == _break)
        {
            text.Length -= _break.Length;
        }

        return options.UsesSpecialCharacters ? $"<{text}>" : $"\"{text}\"";
    }

    private void AddValues(StringBuilder text, int node, bool isLabelled)
    {
        DecisionTree tree = exported.Tree;
        bool isVector = tree.OutputCount == 1;
        double[][] values = [.. Enumerable.Range(0, tree.OutputCount).Select(
            output => exported.Values(node, output, asShares: options.ShowsProportions && exported.ClassCount != 1))];
        bool isWhole = exported.ClassCount != 1 && !options.ShowsProportions
            && Array.TrueForAll(values, row => Array.TrueForAll(row, value => Math.IEEERemainder(value, 1) == 0));
        string[][] words = Array.ConvertAll(values,
            row => Array.ConvertAll(row, value => isWhole ? Whole(value) : Rounded(value, options.Precision)));
        string list = NumpyText.Words(words, isMatrix: !isVector);
        list = isVector && exported.ClassCount == 1 ? list.Replace("[", "").Replace("]", "") : list;
        text.Append(isLabelled ? "value = " : "");
        text.Append(list.Replace("\n ", _break, StringComparison.Ordinal)).Append(_break);
        if (exported.ClassCount != 1 && isVector && (options.ClassNames is not null || options.NumbersClasses))
        {
            int best = Labels.LargestIndex(values[0]);
            text.Append(isLabelled ? "class = " : "");
            text.Append(options.ClassNames is { } names ? Escape(names[best]) : $"y{_open}{best}{_close}");
        }
    }

    private static string Rounded(double value, int decimals) => NumpyText.Of(NumpyText.Round(value, decimals));

    private static string Whole(double value) =>
        (Math.Abs(value) < long.MaxValue ? (long)value : long.MinValue).ToString(CultureInfo.InvariantCulture);
}
