using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The form of OrdinalEncoder: a number for each category.</summary>
/// <param name="Features">The features in the order of their columns.</param>
public sealed record OrdinalForm(IReadOnlyList<OrdinalFeature> Features) : EstimatorForm
{
    /// <summary>True where a value that is no category is refused.</summary>
    public bool RefusesUnknown { get; init; }

    /// <summary>The number of a value that is no category (<c>unknown_value</c>), where it is not refused.</summary>
    public double UnknownNumber { get; init; } = double.NaN;

    /// <summary>The number of the category NaN (<c>encoded_missing_value</c>).</summary>
    public double MissingNumber { get; init; } = double.NaN;

    /// <summary>The dtype of the numbers.</summary>
    public DType DType { get; init; } = DType.Float64;

    /// <summary><c>unknown_value</c> as Python has it, for arrays of objects.</summary>
    internal PyValue UnknownCell { get; init; }

    /// <summary><c>encoded_missing_value</c> as Python has it, for arrays of objects.</summary>
    internal PyValue MissingCell { get; init; }

    /// <summary>True where numbers are looked up among categories that are objects.</summary>
    internal bool FindsNumbersAmongObjects { get; init; }
}
