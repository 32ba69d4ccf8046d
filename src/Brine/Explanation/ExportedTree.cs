using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>One tree of a model as scikit-learn's exporters see it.</summary>
internal sealed class ExportedTree
{
    private readonly TreeEnsembleForm _form;

    private ExportedTree(DecisionTree tree, TreeEnsembleForm form, Labels? classes, string criterion)
    {
        Tree = tree;
        _form = form;
        Classes = classes;
        Criterion = criterion;
    }

    internal DecisionTree Tree { get; }

    /// <summary>The classes of a classifier of one output; null for others.</summary>
    internal Labels? Classes { get; }

    /// <summary>True for classifiers, also of several outputs.</summary>
    internal bool IsClassifier => _form.Classes is not null;

    /// <summary><c>n_classes[0]</c>: 1 in a regressor.</summary>
    internal int ClassCount => _form.Classes?[0].Count ?? 1;

    /// <summary>The name of what the training made small.</summary>
    internal string Criterion { get; }

    /// <summary>How many values each output has room for.</summary>
    internal int Stride => Tree.ValueCount / Tree.OutputCount;

    /// <summary>A tree of a model.</summary>
    /// <param name="estimator">A tree, or an ensemble of trees; alone, at the end of a pipeline, or the best of a search.</param>
    /// <param name="number">Which of its trees.</param>
    /// <exception cref="UnsupportedModelException">The model has no trees that scikit-learn exports.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It has fewer trees.</exception>
    internal static ExportedTree Of(Estimator estimator, int number)
    {
        estimator = ExplainedPart.Of(estimator).Estimator;
        (IReadOnlyList<Estimator>? members, TreeEnsembleForm? form) = estimator.Form switch
        {
            TreeEnsembleForm trees => (null, trees),
            BoostingForm { Trees: var trees } when trees.Rule == SplitRule.Sklearn => (null, trees),
            EmbeddingForm { Trees: var trees } => (null, trees),
            IsolationForm { Trees: var trees } => (null, trees),
            AdaBoostForm { Members: var list } => (list, null),
            BaggingForm { Members: var list } => (list, (TreeEnsembleForm?)null),
            _ => (null, null),
        };
        int count = members?.Count ?? form?.Trees.Count ?? throw Unsupported(estimator);
        if (number < 0 || number >= count)
        {
            throw new ArgumentOutOfRangeException(nameof(number), $"{estimator.ClassName} has no tree {number}; it has {count}");
        }

        if (members is not null)
        {
            return members[number].Form is TreeEnsembleForm { Trees.Count: 1 } ? Of(members[number], 0) : throw Unsupported(estimator);
        }

        return new ExportedTree(form!.Trees[number], form, form.Classes is [var labels] ? labels : null,
            CriterionOf(estimator, form.Aggregation == TreeAggregation.Single ? null : number));
    }

    /// <summary>The trees of a model, whichever library grew them, for drawing: how many there are, and what makes one of them; none where
    /// it has none.</summary>
    internal static (int Count, Func<int, ExportedTree> At) AllOf(Estimator estimator)
    {
        Estimator last = ExplainedPart.Of(estimator).Estimator;
        return last.Form switch
        {
            TreeEnsembleForm or EmbeddingForm or IsolationForm => Own(last),
            BoostingForm { Trees: var trees } when trees.Rule == SplitRule.Sklearn => Own(last),
            BoostingForm { Trees: var trees } => (trees.Trees.Count,
                number => new ExportedTree(trees.Trees[number], trees, null, "impurity")),
            AdaBoostForm { Members: [{ Form: TreeEnsembleForm { Trees.Count: 1 } }, ..] } => Own(last),
            BaggingForm { Members: [{ Form: TreeEnsembleForm { Trees.Count: 1 } }, ..] } => Own(last),
            _ => (0, _ => throw Unsupported(last)),
        };

        static (int, Func<int, ExportedTree>) Own(Estimator last) => (last.Form switch
        {
            TreeEnsembleForm trees => trees.Trees.Count,
            BoostingForm { Trees: var trees } => trees.Trees.Count,
            EmbeddingForm { Trees: var trees } => trees.Trees.Count,
            IsolationForm { Trees: var trees } => trees.Trees.Count,
            AdaBoostForm { Members: var list } => list.Count,
            BaggingForm { Members: var list } => list.Count,
            _ => 0,
        }, number => Of(last, number));
    }

    /// <summary>The form of the ensemble, which says how splits compare.</summary>
    internal TreeEnsembleForm Form => _form;

    /// <summary>The values of a node of an output, with the weights of classes as scikit-learn up to 1.3 has them, or as shares.</summary>
    internal double[] Values(int node, int output, bool asShares)
    {
        double[] values = Tree.Value(node).Slice(output * Stride, Stride).ToArray();
        if (!IsClassifier || asShares == (_form.Leaves == LeafMeaning.Fractions))
        {
            return values;
        }

        double weight = Tree.WeightedSamples(node);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = asShares ? values[i] / weight : values[i] * weight;
        }

        return values;
    }

    /// <summary>Names that a caller gave, held against how many there must be.</summary>
    internal static void CheckNames(IReadOnlyList<string>? names, int count, string what)
    {
        if (names is not null && names.Count != count)
        {
            throw new ArgumentException($"there are {names.Count} names for {count} {what}", nameof(names));
        }
    }

    private static string CriterionOf(Estimator estimator, int? member)
    {
        PyObject source = estimator.Source;
        if (member is { } number && source.TryGetAttribute("estimators_", out PyValue members))
        {
            PyValue value = members.As<PyList>() is { } list && number < list.Count ? list[number]
                : NDArray.From(members) is { Objects: not null } array && number < array.Length ? array.Elements().ElementAt(number)
                : default;
            source = value.As<PyObject>() ?? source;
        }

        return !source.TryGetAttribute("criterion", out PyValue criterion) ? "impurity"
            : criterion.AsString() ?? criterion.As<PyObject>()?.Class?.Name switch
            {
                "FriedmanMSE" => "friedman_mse",
                "MSE" => "squared_error",
                _ => "impurity",
            };
    }

    private static UnsupportedModelException Unsupported(Estimator estimator) => new("UnsupportedExplanation",
        $"{estimator.ClassName} has no decision trees that can be written: scikit-learn exports trees and the members of forests, "
            + "gradient boosting, AdaBoost and bagging", estimator.Path);
}
