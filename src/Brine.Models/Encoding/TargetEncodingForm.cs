using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of TargetEncoder: each category becomes what the target was on average where it stood, one column for each class where
/// there are several.</summary>
public sealed record TargetEncodingForm : EstimatorForm
{
    internal TargetEncodingForm(IReadOnlyList<NDArray> categories, IReadOnlyList<IReadOnlyList<double>> encodings,
        IReadOnlyList<double> means)
    {
        Categories = categories;
        Encodings = encodings;
        Means = means;
    }

    /// <summary><c>categories_</c> of each column.</summary>
    public IReadOnlyList<NDArray> Categories { get; }

    /// <summary><c>encodings_</c>: for each output, a number for each category of its column; the outputs of one column stand beside each
    /// other.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Encodings { get; }

    /// <summary><c>target_mean_</c>, which a value that is no category becomes: one for each class, or one.</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary><c>classes_</c> of a target of several classes; null for other targets.</summary>
    public Labels? Classes { get; init; }
}
