using Brine.Arrays;

namespace Brine.Models;

/// <summary>What an estimator of yours does: the methods that are set are those that it has.</summary>
public sealed record CustomEstimator
{
    /// <summary><c>predict</c>: an answer for each row.</summary>
    public Func<Features, NDArray>? Predict { get; init; }

    /// <summary><c>predict_proba</c>: a probability for each row and class.</summary>
    public Func<Features, NDArray>? PredictProba { get; init; }

    /// <summary><c>decision_function</c>.</summary>
    public Func<Features, NDArray>? DecisionFunction { get; init; }

    /// <summary><c>score_samples</c>: a number for each row.</summary>
    public Func<Features, NDArray>? ScoreSamples { get; init; }

    /// <summary><c>transform</c>: as many rows as it is given.</summary>
    public Func<Features, Features>? Transform { get; init; }

    /// <summary><c>inverse_transform</c>, of what <see cref="Transform"/> gave.</summary>
    public Func<Features, Features>? InverseTransform { get; init; }

    /// <summary><c>get_feature_names_out</c>: the names of the columns that <see cref="Transform"/> gives, of those that it is given, which
    /// are null where they have none.</summary>
    public Func<IReadOnlyList<string>?, IReadOnlyList<string>>? FeatureNamesOut { get; init; }

    /// <summary><see cref="Transform"/> of one row of <see cref="FeatureCount"/> numbers, for pipelines that are compiled into row kernels;
    /// left out, such pipelines run on whole tables alone.</summary>
    public RowFunction? TransformRow { get; init; }

    /// <summary>How many numbers <see cref="TransformRow"/> gives; as many as it is given when null.</summary>
    public int? OutputCount { get; init; }

    /// <summary><c>classes_</c> of a classifier.</summary>
    public Labels? Classes { get; init; }

    /// <summary><c>n_features_in_</c>; what the file says when null.</summary>
    public int? FeatureCount { get; init; }

    /// <summary>What the methods take; everything when left out. What it does not allow is refused before a method is called.</summary>
    public InputContract Inputs { get; init; } = InputContract.Anything;
}
