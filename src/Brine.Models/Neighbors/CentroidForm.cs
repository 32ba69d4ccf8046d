using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of NearestCentroid: the class of the nearest centroid; or, where classes are not equally likely, of the largest
/// discriminant score.</summary>
public sealed record CentroidForm : EstimatorForm
{
    internal CentroidForm(NDArray centroids, Labels classes, DistanceMetric metric)
    {
        Centroids = centroids;
        Classes = classes;
        Metric = metric;
    }

    /// <summary><c>centroids_</c>, of shape (n_classes, n_features). Of float32, rows of float32 are compared in it.</summary>
    public NDArray Centroids { get; }

    /// <summary><c>classes_</c>.</summary>
    public Labels Classes { get; }

    /// <summary><c>metric</c>.</summary>
    public DistanceMetric Metric { get; }

    /// <summary>True for <c>metric='minkowski'</c>, which has no power here: it is euclidean, and computed feature by feature.</summary>
    public bool IsMinkowski { get; init; }

    /// <summary><c>class_prior_</c> (from 1.6), one for each class; null where the model has no scores.</summary>
    public IReadOnlyList<double>? Priors { get; init; }

    /// <summary><c>within_class_std_dev_</c> (from 1.6), one for each column; null where the model has no scores.</summary>
    public IReadOnlyList<double>? Deviations { get; init; }

    /// <summary>True where the nearest centroid decides: there are no priors, or <c>np.isclose(class_prior_, 1 / n).all()</c>.</summary>
    public bool HasEqualPriors =>
        Priors is not { } priors || priors.All(prior => Math.Abs(prior - (1.0 / priors.Count)) <= 1e-8 + (1e-5 / priors.Count));

    internal SearchDetails Details { get; init; } = new();
}
