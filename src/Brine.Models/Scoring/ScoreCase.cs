using Brine.Arrays;

namespace Brine.Models;

/// <summary>One question for a score: the model is asked for what a metric needs, once.</summary>
/// <param name="model">The model.</param>
/// <param name="rows">The rows.</param>
/// <param name="truth">What they should be answered with.</param>
/// <param name="weights">How much each row weighs; null where all weigh the same.</param>
/// <param name="metric">The name of the metric.</param>
internal sealed class ScoreCase(Estimator model, Features rows, ScoreTarget truth, double[]? weights, string metric)
{
    private ScoreTarget? _answer;
    private LabelPair? _labels;

    internal string Metric => metric;

    internal double[]? Weights => weights;

    internal ScoreTarget Truth => truth;

    internal SavedVersion Version => model.Info.SavedVersion;

    internal Labels? Classes => model.Classes;

    internal ScoreTarget Answer =>
        _answer ??= ScoreTarget.Of(Features.FromArray(model.Call(Methods.Predict, rows).ToArray()), "the answer of the model");

    internal LabelPair Labels => _labels ??= LabelPair.Of(truth, Answer);

    /// <summary>The classes of the model as numbers; null where they are text, or where there are none.</summary>
    private double[]? ClassNumbers => Classes?.Values is { DType.Kind: 'i' or 'u' or 'f' or 'b' } values ? values.ToDoubles() : null;

    /// <summary>Two classes are told apart by the label 1: from 1.4 on the model must know it, before one of two labels must be
    /// it.</summary>
    /// <exception cref="ModelInputException">There is no such label.</exception>
    internal void RequireOne()
    {
        if (Version.IsAtLeast(1, 4) ? !KnowsOne : Labels.One < 0 && Labels.LabelCount >= 2)
        {
            throw NoOne();
        }
    }

    internal ModelInputException NoOne() => new("InputKind",
        $"{metric} needs a class that is 1, the positive one, and the classes are {(Classes is { } classes ? classes : "others")}: name a "
            + "metric that is averaged over classes");

    /// <summary>True where the model has two classes, of which 1 is the first, so that its scores speak against it.</summary>
    internal bool IsOneFirst => ClassNumbers is [1, _];

    /// <summary>False where the model has two classes and neither is 1.</summary>
    internal bool KnowsOne => Classes is null or { Count: > 2 } || ClassNumbers?.Contains(1) == true;

    /// <summary><c>decision_function</c>, or else <c>predict_proba</c>.</summary>
    internal ScoreMatrix Scores() => model.Methods.HasFlag(Methods.DecisionFunction)
        ? ScoreMatrix.Of(model.Call(Methods.DecisionFunction, rows), isProbability: false) : Probabilities();

    /// <summary><c>predict_proba</c>; of several columns of labels the probability of the last class of each.</summary>
    internal ScoreMatrix Probabilities() => ScoreMatrix.Of(model.Call(Methods.PredictProba, rows), isProbability: true);
}
