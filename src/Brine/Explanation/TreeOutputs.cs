using Brine.Models;

namespace Brine;

/// <summary>What the leaves of trees are worth to each output, and what becomes of their sums.</summary>
internal sealed class TreeOutputs
{
    private readonly BoostingForm? _boosting;
    private readonly TreeEnsembleForm _form;
    private readonly int[] _classCounts;
    private readonly double[][]? _lengths;

    private TreeOutputs(IsolationForm isolation)
        : this(isolation.Trees, null, "log2(-score_samples)", [""])
    {
        // The score is two to the power of the sum of these.
        _lengths = [.. isolation.Trees.Trees.Select(tree =>
        {
            var lengths = new double[tree.NodeCount];
            IsolationForest.PathLengths(tree, [.. Enumerable.Range(0, tree.NodeCount)], lengths, isolation.AveragePathLength);
            double denominator = isolation.Denominator * (isolation.Averages ? isolation.Trees.Trees.Count : 1);
            return Array.ConvertAll(lengths, length => -length / denominator);
        })];
    }

    private TreeOutputs(TreeEnsembleForm form, BoostingForm? boosting, string method, IReadOnlyList<string> names)
    {
        _form = form;
        _boosting = boosting;
        Method = method;
        Names = names;
        _classCounts = boosting is not null ? [] : form.Classes is { } classes ? [.. classes.Select(labels => labels.Count)]
            : [.. Enumerable.Repeat(1, form.Trees[0].OutputCount)];
    }

    /// <summary>The answer that is explained.</summary>
    internal string Method { get; }

    internal IReadOnlyList<string> Names { get; }

    internal int Count => Names.Count;

    /// <summary>The trees of a model, or null where it has none, or none that add up to its answer.</summary>
    /// <exception cref="UnsupportedModelException">Where the sums start depends on the row.</exception>
    internal static (TreeEnsembleForm Form, TreeOutputs Outputs)? Of(Estimator estimator) =>
        Of(estimator.Form, estimator.Path, estimator.ClassName);

    internal static (TreeEnsembleForm Form, TreeOutputs Outputs)? Of(EstimatorForm model, string path, string className)
    {
        switch (model)
        {
            case BoostingForm { Initial: not null }:
                throw new UnsupportedModelException("UnsupportedExplanation",
                    $"{className} starts from what another estimator answers (init), of which Shapley values over its trees know "
                        + "nothing", path);
            case BoostingForm form:
                string method = form.Classes is not null ? "decision_function"
                    : form.Link == BoostingLink.Exponential ? "log(predict)" : "predict";
                IReadOnlyList<string> names = form.TreesPerStage > 1 ? form.Classes!.Names
                    : [form.Classes is { Count: > 0 } two ? two.Names[^1] : ""];
                return (form.Trees, new TreeOutputs(form.Trees, form, method, names));
            case IsolationForm { Denominator: > 0 } isolation:
                return (isolation.Trees, new TreeOutputs(isolation));
            case TreeEnsembleForm { Leaves: not LeafMeaning.PathLength, Aggregation: not TreeAggregation.Sum } form:
                return (form, new TreeOutputs(form, null, form.Classes is null ? "predict" : "predict_proba", NamesOf(form)));
            default:
                return null;
        }
    }

    /// <summary>What a leaf is worth.</summary>
    /// <param name="number">Which tree.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="leaf">The node.</param>
    /// <param name="values">Room for a value for each output.</param>
    internal void Read(int number, DecisionTree tree, int leaf, Span<double> values)
    {
        if (_lengths is not null)
        {
            values[0] = _lengths[number][leaf];
            return;
        }

        ReadOnlySpan<double> from = tree.Value(leaf);
        if (_boosting is not null)
        {
            values.Clear();
            values[number % _boosting.TreesPerStage] = _boosting.LearningRate * from[0];
            return;
        }

        int stride = tree.ValueCount / tree.OutputCount, at = 0;
        for (int output = 0; output < _classCounts.Length; output++)
        {
            ReadOnlySpan<double> part = from.Slice(output * stride, _classCounts[output]);
            double sum = _form.Leaves == LeafMeaning.Weights ? PairwiseSum.Of(part) : 1;
            sum = sum == 0 ? 1 : sum;
            foreach (double value in part)
            {
                values[at++] = value / sum;
            }
        }
    }

    /// <summary>Makes means of sums where the answer is a mean, and adds where boosting starts.</summary>
    internal void Finish(Span<double> shares, Span<double> bases)
    {
        for (int output = 0; _boosting is not null && output < bases.Length; output++)
        {
            bases[output] += _boosting.Start[output];
        }

        if (_form.Aggregation == TreeAggregation.Mean)
        {
            Divide(shares, _form.Trees.Count);
            Divide(bases, _form.Trees.Count);
        }
    }

    private static void Divide(Span<double> values, double divisor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] /= divisor;
        }
    }

    private static IReadOnlyList<string> NamesOf(TreeEnsembleForm form)
    {
        int outputs = form.Trees[0].OutputCount;
        return form.Classes is [var labels] ? labels.Names
            : form.Classes is { } several ? [.. several.SelectMany((classes, output) => classes.Names.Select(name => $"{output}: {name}"))]
            : outputs == 1 ? [""] : [.. Enumerable.Range(0, outputs).Select(output => $"{output}")];
    }
}
