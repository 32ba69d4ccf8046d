using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>
/// Numbers as ints of the same order, so that a node compares ints and needs no case for missing values or leaves.
/// </summary>
internal static partial class TreeKey
{
    /// <summary>A missing value that goes left everywhere: no threshold is below it.</summary>
    internal const int MissingLeft = int.MinValue;

    /// <summary>A missing value that goes right everywhere: above every threshold, below every leaf.</summary>
    internal const int MissingRight = 0x7F800001;

    /// <summary>Leaf number i has the key <c>int.MaxValue - i</c>: above every value, so that a walk stays in the leaf.</summary>
    internal const int MaxLeafCount = int.MaxValue - MissingRight;

    /// <summary>The bits of a float without its sign are above this when it is infinite or NaN.</summary>
    internal const int LargestFiniteBits = 0x7F7FFFFF;

    /// <summary>The key of a number that is not NaN; both zeros have the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Of(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value + 0f);
        return bits ^ ((bits >> 31) & 0x7FFFFFFF);
    }

    /// <summary>
    /// The key of the largest float that is not above a threshold. Features are floats, so <c>x &lt;= threshold</c> in float64 and the
    /// comparison of keys agree always.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int OfThreshold(double threshold)
    {
        float rounded = (float)threshold;
        return double.IsNaN(threshold) ? int.MinValue : Of(rounded) - (rounded > threshold ? 1 : 0);
    }

    /// <summary>The key of the largest float that is below a threshold, for <c>x &lt; threshold</c>.</summary>
    internal static int OfStrictThreshold(double threshold)
    {
        float rounded = (float)threshold;
        return double.IsNaN(threshold) ? int.MinValue : Of(rounded) - (rounded >= threshold ? 1 : 0);
    }
}
