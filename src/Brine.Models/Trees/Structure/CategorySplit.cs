namespace Brine.Models;

/// <summary>The question of a split about a category: which categories of a feature go left.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Left">The categories that go left, as bits: category c is bit c % 32 of number c / 32.</param>
/// <param name="Known">The categories of the training, as bits; all others go where missing values go.</param>
public sealed record CategorySplit(int Feature, IReadOnlyList<uint> Left, IReadOnlyList<uint> Known)
{
    /// <summary>Categories are numbers of one byte.</summary>
    internal const int WordCount = 8;

    /// <summary>The category that a value means: its last byte, as the C cast of scikit-learn takes it; -1 for missing and negative
    /// values.</summary>
    internal static int CategoryOf(double value) => value >= 0 ? (value < int.MaxValue ? (int)value & 0xFF : 0) : -1;

    /// <summary>True when the bit of a category is set.</summary>
    internal static bool Has(IReadOnlyList<uint> bits, int category) => ((bits[category >> 5] >> (category & 31)) & 1) != 0;
}
