using System.Globalization;
using Brine.Arrays;

namespace Brine.Store;

/// <summary>Says how two arrays of one shape and dtype differ.</summary>
internal static class ArrayDifference
{
    /// <summary>How many elements differ, and by how much at most where they are numbers; null where they are equal.</summary>
    internal static string? Of(NDArray left, NDArray right)
    {
        ReadOnlySpan<byte> one = left.ToContiguous().Span, other = right.ToContiguous().Span;
        if (one.SequenceEqual(other))
        {
            return null;
        }

        int size = left.DType.ItemSize, different = 0;
        bool isNumber = left.DType.Kind is 'f' or 'i' or 'u' or 'b';
        double[] want = isNumber ? left.ToDoubles() : [], got = isNumber ? right.ToDoubles() : [];
        double largest = 0;
        for (int i = 0; i < left.Length; i++)
        {
            if (one.Slice(i * size, size).SequenceEqual(other.Slice(i * size, size)))
            {
                continue;
            }

            different++;
            double apart = isNumber ? Math.Abs(want[i] - got[i]) : 0;
            largest = double.IsNaN(apart) ? double.PositiveInfinity : Math.Max(largest, apart);
        }

        string most = isNumber ? string.Create(CultureInfo.InvariantCulture, $", by at most {largest:g6}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{different:N0} of {left.Length:N0} elements differ{most}");
    }
}
