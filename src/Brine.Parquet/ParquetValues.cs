using System.Buffers;

namespace Brine;

/// <summary>The values of a column in one row group, as the file has them: one behind the other, without the gaps.</summary>
internal abstract class ParquetValues : IDisposable
{
    private IMemoryOwner<int>? _levels;

    /// <param name="rows">How many rows the group has.</param>
    /// <param name="hasGaps">True where rows may have no value.</param>
    protected ParquetValues(int rows, bool hasGaps)
    {
        RowCount = rows;
        _levels = hasGaps ? MemoryPool<int>.Shared.Rent(rows) : null;
    }

    /// <summary>A number a row, 0 for a row without a value; empty where every row has one.</summary>
    internal ReadOnlySpan<int> Levels => _levels is null ? default : _levels.Memory.Span[..RowCount];

    internal Memory<int>? LevelMemory => _levels?.Memory[..RowCount];

    protected int RowCount { get; }

    public virtual void Dispose() => LetGoOfLevels();

    /// <summary>The levels have been read.</summary>
    protected void LetGoOfLevels()
    {
        _levels?.Dispose();
        _levels = null;
    }
}

/// <summary>The values of a column in one row group.</summary>
/// <typeparam name="T">What a value is.</typeparam>
internal sealed class ParquetValues<T>(int rows, bool hasGaps) : ParquetValues(rows, hasGaps)
    where T : struct
{
    private readonly IMemoryOwner<T> _values = MemoryPool<T>.Shared.Rent(rows);

    /// <summary>As many as there are rows, of which the first are the values.</summary>
    internal ReadOnlySpan<T> Values => Memory.Span;

    internal Memory<T> Memory => _values.Memory[..RowCount];

    /// <summary>The same values; their levels have been read.</summary>
    internal ParquetValues<T> WithoutLevels()
    {
        LetGoOfLevels();
        return this;
    }

    public override void Dispose()
    {
        _values.Dispose();
        base.Dispose();
    }
}
