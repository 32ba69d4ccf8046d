using System.Globalization;
using Brine.Arrays;

namespace Brine.Store;

/// <summary>Says how two arrays of one shape and dtype differ.</summary>
internal static class ArrayDifference
{
    private const int MostShown = 12;

    /// <summary>How many elements differ, and by how much at most where they are numbers; null where they are equal.</summary>
    internal static (string Detail, IReadOnlyList<ElementChange> Elements)? Of(NDArray left, NDArray right)
    {
        ReadOnlySpan<byte> one = left.ToContiguous().Span, other = right.ToContiguous().Span;
        if (one.SequenceEqual(other))
        {
            return null;
        }

        int size = left.DType.ItemSize, different = 0;
        bool isNumber = left.DType.Kind is 'f' or 'i' or 'u' or 'b';
        double[] want = isNumber ? left.ToDoubles() : [], got = isNumber ? right.ToDoubles() : [];
        var shown = new PriorityQueue<int, double>(MostShown + 1);
        double largest = 0;
        for (int i = 0; i < left.Length; i++)
        {
            if (one.Slice(i * size, size).SequenceEqual(other.Slice(i * size, size)))
            {
                continue;
            }

            different++;
            if (isNumber)
            {
                double apart = Math.Abs(want[i] - got[i]);
                apart = double.IsNaN(apart) ? double.PositiveInfinity : apart;
                largest = Math.Max(largest, apart);
                shown.Enqueue(i, apart);
                if (shown.Count > MostShown)
                {
                    shown.Dequeue();
                }
            }
        }

        string most = isNumber ? string.Create(CultureInfo.InvariantCulture, $", by at most {largest:g6}") : "";
        return (string.Create(CultureInfo.InvariantCulture, $"{different:N0} of {left.Length:N0} elements differ{most}"),
            [.. shown.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element)
                .Select(item => new ElementChange(PlaceOf(item.Element, left.Shape), want[item.Element], got[item.Element]))]);
    }

    private static string PlaceOf(int element, ReadOnlySpan<int> shape)
    {
        var steps = new string[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            steps[axis] = (element % shape[axis]).ToString(CultureInfo.InvariantCulture);
            element /= shape[axis];
        }

        return $"[{string.Join(", ", steps)}]";
    }
}
