using Brine.Models;

namespace Brine;

/// <summary>What the features of a model count: <c>feature_importances_</c> of trees and their ensembles, <c>coef_</c> and
/// <c>intercept_</c> of linear models.</summary>
public sealed class FeatureWeights
{
    private readonly double[] _values;

    internal FeatureWeights(string className, string attribute, IReadOnlyList<string> features, IReadOnlyList<string> outputs,
        double[] values, IReadOnlyList<double>? intercepts)
    {
        ClassName = className;
        Attribute = attribute;
        FeatureNames = features;
        OutputNames = outputs;
        _values = values;
        Intercepts = intercepts;
    }

    /// <summary>The class that has them: in a pipeline, that of the last step.</summary>
    public string ClassName { get; }

    /// <summary>The attribute in Python: <c>feature_importances_</c> or <c>coef_</c>.</summary>
    public string Attribute { get; }

    /// <summary>The names of the features as the steps before the model give them; x0, x1... where there are none.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>A name for each set of weights: the class, the number of the output, or nothing where there is one.</summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary><c>intercept_</c>, one for each output; null for importances.</summary>
    public IReadOnlyList<double>? Intercepts { get; }

    /// <summary>The weight of a feature for an output.</summary>
    public double this[int output, int feature] => Of(output)[feature];

    /// <summary>The weights of all features for an output.</summary>
    public ReadOnlySpan<double> Of(int output) => _values.AsSpan(output * FeatureNames.Count, FeatureNames.Count);

    /// <summary>The features by the size of their weights for an output, the largest first; equal ones in the order of the
    /// columns.</summary>
    public IReadOnlyList<FeatureWeight> Ranked(int output = 0)
    {
        double[] values = Of(output).ToArray();
        return [.. values.Select((value, column) => new FeatureWeight(FeatureNames[column], column, value))
            .OrderByDescending(weight => Math.Abs(weight.Value))];
    }

    /// <summary>The weights of a model; through pipelines and searches, of the estimator that answers.</summary>
    /// <exception cref="UnsupportedModelException">The model has neither importances nor coefficients.</exception>
    public static FeatureWeights Of(Estimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ExplainedPart part = ExplainedPart.Of(estimator);
        if (LinearPart.Of(part.Estimator) is { } linear)
        {
            return new FeatureWeights(part.Estimator.ClassName, "coef_", part.NamesOf(linear.FeatureCount), linear.OutputNames,
                linear.Coefficients, linear.Intercepts);
        }

        double[] importances = ImportancesOf(part.Estimator) ?? throw new UnsupportedModelException("UnsupportedExplanation",
            $"{part.Estimator.ClassName} has no feature_importances_ and no coef_ that is read; permutation importance, which needs rows "
                + "and their targets, works for every model that predicts", part.Estimator.Path);
        return new FeatureWeights(part.Estimator.ClassName, "feature_importances_", part.NamesOf(importances.Length), [""],
            importances, null);
    }

    /// <summary><c>feature_importances_</c> as the class defines it, or null where it has none.</summary>
    private static double[]? ImportancesOf(Estimator estimator) => estimator.Form switch
    {
        TreeEnsembleForm { Aggregation: TreeAggregation.Single, Trees: [var tree] } => FeatureImportance.Of(tree),
        TreeEnsembleForm { Trees: var trees } => FeatureImportance.OfGrown(trees, isNormalized: true),
        EmbeddingForm { Trees: var form } => FeatureImportance.OfGrown(form.Trees, isNormalized: true),
        BoostingForm { Trees: var form } when form.Rule == SplitRule.Sklearn =>
            FeatureImportance.OfGrown(form.Trees, isNormalized: false),
        AdaBoostForm form => OfMembers(form),
        _ => null,
    };

    /// <summary><c>BaseWeightBoosting.feature_importances_</c>: those of the members, each by its weight.</summary>
    private static double[]? OfMembers(AdaBoostForm form)
    {
        double[]? sums = null;
        double[] weights = [.. form.Weights];
        for (int i = 0; i < Math.Min(form.Members.Count, weights.Length); i++)
        {
            if (ImportancesOf(form.Members[i]) is not { } importances || (sums is not null && sums.Length != importances.Length))
            {
                return null;
            }

            sums ??= new double[importances.Length];
            for (int feature = 0; feature < sums.Length; feature++)
            {
                sums[feature] += weights[i] * importances[feature];
            }
        }

        double total = PairwiseSum.Of<double>(weights);
        for (int feature = 0; sums is not null && feature < sums.Length; feature++)
        {
            sums[feature] /= total;
        }

        return sums;
    }
}
