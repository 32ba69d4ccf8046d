using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A column that pyarrow keeps: pandas' <c>ArrowStringArray</c> and <c>ArrowExtensionArray</c>.</summary>
public sealed class ArrowArray : PandasArray
{
    private readonly ArrowChunk[] _chunks;
    private readonly int[] _starts;

    internal ArrowArray(ArrowChunk[] chunks, string dtypeName, bool missingIsNaN, string className)
        : base(className)
    {
        _chunks = chunks;
        _starts = new int[chunks.Length];
        for (int i = 0; i < chunks.Length; i++)
        {
            _starts[i] = Length;
            Length = checked(Length + chunks[i].Length);
        }

        DTypeName = dtypeName;
        MissingIsNaN = missingIsNaN;
    }

    /// <summary>Arrow's name of the type: <c>large_string</c>, <c>int64</c>, <c>timestamp[us]</c>...</summary>
    public string ArrowType => _chunks.Length == 0 ? "null" : _chunks[0].Type.Name;

    /// <summary>True when a missing text is NaN in Python (the <c>str</c> of pandas 3), false when it is <c>pandas.NA</c>.</summary>
    public bool MissingIsNaN { get; }

    /// <inheritdoc/>
    public override int Length { get; }

    /// <inheritdoc/>
    public override string DTypeName { get; }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The elements are of a type that Brine does not read: structs, lists...</exception>
    public override PyValue this[int index]
    {
        get
        {
            (ArrowChunk chunk, int at) = Locate(index);
            return chunk.IsMissing(at) ? default : chunk[at];
        }
    }

    /// <inheritdoc/>
    public override bool IsMissing(int index)
    {
        (ArrowChunk chunk, int at) = Locate(index);
        return chunk.IsMissing(at);
    }

    private (ArrowChunk Chunk, int Index) Locate(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
        int chunk = _chunks.Length == 1 ? 0 : Array.FindLastIndex(_starts, start => start <= index);
        return (_chunks[chunk], index - _starts[chunk]);
    }
}
