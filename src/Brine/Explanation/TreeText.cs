using Brine.Models;

namespace Brine;

/// <summary>Writes a decision tree as rules, in the text of <c>sklearn.tree.export_text</c>.</summary>
public static class TreeText
{
    /// <summary>The rules of a tree.</summary>
    /// <param name="estimator">A tree, or an ensemble of trees; alone, at the end of a pipeline, or the best of a search.</param>
    /// <param name="options">What to write.</param>
    /// <exception cref="UnsupportedModelException">The model has no such trees.</exception>
    /// <exception cref="ArgumentException">There are more or fewer names than features or classes, a number is too small, or there is no
    /// tree of that number.</exception>
    public static string Export(Estimator estimator, TreeTextOptions? options = null)
    {
        using var output = new StringWriter();
        Write(estimator, output, options);
        return output.ToString();
    }

    /// <summary>The names of the features of a model's trees, as the training or the steps before them say; null where nothing
    /// does.</summary>
    public static IReadOnlyList<string>? FeatureNames(Estimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return ExplainedPart.Of(estimator).Names;
    }

    /// <summary>Writes the rules of a tree, line by line.</summary>
    /// <param name="estimator">A tree, or an ensemble of trees; alone, at the end of a pipeline, or the best of a search.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">What to write.</param>
    /// <exception cref="UnsupportedModelException">The model has no such trees.</exception>
    /// <exception cref="ArgumentException">There are more or fewer names than features or classes, a number is too small, or there is no
    /// tree of that number.</exception>
    public static void Write(Estimator estimator, TextWriter output, TreeTextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(output);
        options ??= TreeTextOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxDepth, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Spacing, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Decimals, nameof(options));
        ExportedTree exported = ExportedTree.Of(estimator, options.Tree);
        DecisionTree tree = exported.Tree;
        ExportedTree.CheckNames(options.FeatureNames, tree.FeatureCount, "features");
        IReadOnlyList<string>? classes = exported.Classes?.Names;
        if (classes is not null)
        {
            ExportedTree.CheckNames(options.ClassNames, classes.Count, "classes");
            classes = options.ClassNames ?? classes;
        }

        var stack = new Stack<(int Node, int Depth, bool IsSecond)>([(0, 1, false)]);
        while (stack.TryPop(out (int Node, int Depth, bool IsSecond) at))
        {
            (int node, int depth, bool isSecond) = at;
            if (tree.IsLeaf(node))
            {
                Indent(output, depth, options.Spacing);
                WriteLeaf(output, exported, node, classes, options);
            }
            else if (depth > options.MaxDepth + 1)
            {
                Indent(output, depth, options.Spacing);
                output.Write($" truncated branch of depth {DepthBelow(tree, node)}\n");
            }
            else
            {
                Indent(output, depth, options.Spacing);
                string name = options.FeatureNames?[tree.Feature(node)] ?? $"feature_{tree.Feature(node)}";
                output.Write($" {name} {(isSecond ? "> " : "<=")} {NumpyText.Fixed(tree.Threshold(node), options.Decimals)}\n");
                if (!isSecond)
                {
                    stack.Push((node, depth, true));
                }

                stack.Push((isSecond ? tree.Right(node) : tree.Left(node), depth + 1, false));
            }
        }
    }

    private static void Indent(TextWriter output, int depth, int spacing)
    {
        for (int level = 1; level < depth; level++)
        {
            output.Write('|');
            Repeat(output, ' ', spacing);
        }

        output.Write('|');
        Repeat(output, '-', spacing);
    }

    private static void Repeat(TextWriter output, char character, int count)
    {
        for (int i = 0; i < count; i++)
        {
            output.Write(character);
        }
    }

    private static void WriteLeaf(TextWriter output, ExportedTree exported, int node, IReadOnlyList<string>? classes,
        TreeTextOptions options)
    {
        DecisionTree tree = exported.Tree;

        // Of several outputs scikit-learn looks at the first value of each.
        double[] values = tree.OutputCount == 1 ? exported.Values(node, 0, asShares: false)
            : [.. Enumerable.Range(0, tree.OutputCount).Select(output => exported.Values(node, output, asShares: false)[0])];
        bool showsValues = options.ShowsWeights || !exported.IsClassifier;
        string list = showsValues ? "[" + string.Join(", ", values.Select(value => NumpyText.Fixed(value, options.Decimals))) + "]" : "";
        if (!exported.IsClassifier)
        {
            output.Write($" value: {list}\n");
            return;
        }

        ReadOnlySpan<double> raw = tree.Value(node);
        int best = Labels.LargestIndex(tree.OutputCount == 1 ? raw[..exported.ClassCount] : FirstOfEach(raw, exported.Stride));
        output.Write($" {(showsValues ? "weights: " + list + " " : "")}class: {(classes is null ? $"{best}" : classes[best])}\n");
    }

    private static double[] FirstOfEach(ReadOnlySpan<double> values, int stride)
    {
        var first = new double[values.Length / stride];
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = values[i * stride];
        }

        return first;
    }

    /// <summary>How many levels there are from a node down, itself among them.</summary>
    private static int DepthBelow(DecisionTree tree, int node)
    {
        int deepest = 1;
        var stack = new Stack<(int Node, int Depth)>([(node, 1)]);
        while (stack.TryPop(out (int Node, int Depth) at))
        {
            deepest = Math.Max(deepest, at.Depth);
            if (!tree.IsLeaf(at.Node))
            {
                stack.Push((tree.Left(at.Node), at.Depth + 1));
                stack.Push((tree.Right(at.Node), at.Depth + 1));
            }
        }

        return deepest;
    }
}
