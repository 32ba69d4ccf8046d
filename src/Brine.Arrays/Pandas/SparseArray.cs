using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>pandas' <c>SparseArray</c>: the values that differ from one fill value, and where they stand.</summary>
public sealed class SparseArray : PandasArray
{
    private readonly int[] _places;
    private readonly string _dtypeName;

    internal SparseArray(NDArray values, int[] places, int length, PyValue fillValue, bool isBlocked, string className)
        : base(className)
    {
        StoredValues = values;
        _places = places;
        Length = length;
        FillValue = fillValue;
        IsBlocked = isBlocked;
        _dtypeName = $"Sparse[{PandasDType.NameOf(values.DType)}, {PandasText.Of(fillValue)}]";
        if (places.Length != values.Length)
        {
            throw PandasObject.Bad($"a sparse column stores {values.Length} values in {places.Length} places");
        }

        for (int i = 0; i < places.Length; i++)
        {
            if ((uint)places[i] >= (uint)length || (i > 0 && places[i] <= places[i - 1]))
            {
                throw PandasObject.Bad("a sparse column stores a value out of order or behind its end");
            }
        }
    }

    /// <summary>The values that are stored.</summary>
    public NDArray StoredValues { get; }

    /// <summary>The places of the values, in order.</summary>
    public ReadOnlySpan<int> Places => _places;

    /// <summary>The value everywhere else.</summary>
    public PyValue FillValue { get; }

    /// <summary>True when the file keeps the places as runs (pandas' <c>kind='block'</c>), false when one by one.</summary>
    public bool IsBlocked { get; }

    /// <inheritdoc/>
    public override int Length { get; }

    /// <inheritdoc/>
    public override string DTypeName => _dtypeName;

    /// <inheritdoc/>
    public override PyValue this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            int at = Array.BinarySearch(_places, index);
            return at >= 0 ? StoredValues[at] : FillValue;
        }
    }
}
