using System.Runtime.InteropServices;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The classes of a classifier (<c>classes_</c>), in the order of its probabilities, with the dtype that Python gives
/// them.</summary>
public sealed class Labels
{
    private const int NamesInText = 20;

    internal Labels(NDArray values)
    {
        Values = values;
        Names = [.. values.ToStrings().Select(name => name ?? "None")];
    }

    /// <summary>The classes as Python holds them: int64, text, bool...</summary>
    public NDArray Values { get; }

    /// <summary>The classes as text.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many classes there are.</summary>
    public int Count => Names.Count;

    /// <summary>The class at an index.</summary>
    public PyValue this[int index] => Values[index];

    /// <summary>numpy's <c>classes_.take(indices)</c>: the same dtype, one label a row.</summary>
    public NDArray Take(ReadOnlySpan<int> indices)
    {
        if (Values.Objects is not null)
        {
            var items = new PyValue[indices.Length];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = Values[indices[i]];
            }

            return NDArray.OfObjects([items.Length], items);
        }

        ReadOnlySpan<byte> from = Values.ToContiguous().Span;
        int size = Values.DType.ItemSize;
        var bytes = new byte[indices.Length * size];
        if (size == sizeof(long))
        {
            // int64 and float64 labels, by far the most frequent: moved whole.
            ReadOnlySpan<long> labels = MemoryMarshal.Cast<byte, long>(from);
            Span<long> taken = MemoryMarshal.Cast<byte, long>(bytes.AsSpan());
            for (int i = 0; i < taken.Length; i++)
            {
                taken[i] = labels[indices[i]];
            }

            return NDArray.OverBytes(DType.Parse(Values.DType.Descriptor.Replace('>', '<')), [indices.Length], bytes);
        }

        for (int i = 0; i < indices.Length; i++)
        {
            from.Slice(indices[i] * size, size).CopyTo(bytes.AsSpan(i * size));
        }

        return NDArray.OverBytes(DType.Parse(Values.DType.Descriptor.Replace('>', '<')), [indices.Length], bytes);
    }

    /// <summary>The label of the largest value of each row; the first of equal ones, as numpy's argmax; NaN counts as largest.</summary>
    /// <param name="scores">As many scores a row as there are classes.</param>
    public NDArray TakeLargest(ReadOnlySpan<double> scores)
    {
        var indices = new int[Count == 0 ? 0 : scores.Length / Count];
        for (int row = 0; row < indices.Length; row++)
        {
            indices[row] = LargestIndex(scores.Slice(row * Count, Count));
        }

        return Take(indices);
    }

    /// <summary>The classes as text, the first of them where there are many.</summary>
    public override string ToString() => string.Join(", ", Names.Take(NamesInText)) + (Count > NamesInText ? ", ..." : "");

    /// <summary>numpy's argmax.</summary>
    internal static int LargestIndex(ReadOnlySpan<double> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length && !double.IsNaN(scores[best]); i++)
        {
            if (scores[i] > scores[best] || double.IsNaN(scores[i]))
            {
                best = i;
            }
        }

        return best;
    }
}
