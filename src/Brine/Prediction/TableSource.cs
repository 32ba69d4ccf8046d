namespace Brine;

/// <summary>A file of a <see cref="TableFormat"/>, read some rows at a time.</summary>
/// <param name="format">The format.</param>
/// <param name="open">Opens the file at its beginning.</param>
/// <param name="options">How the file is read.</param>
/// <param name="limit">How many rows are looked at, at most.</param>
/// <param name="known">What the model knows of its columns, or null.</param>
internal sealed class TableSource(TableFormat format, Func<Stream> open, TableReadOptions options, long limit, KnownColumns? known)
    : RowSource
{
    /// <summary>Rows that are asked about at once: what a batch of the file has more is cut.</summary>
    private const int MostRows = 1 << 13;

    /// <summary>So many rows are looked at before the first is answered: a gap that shows in them costs no second pass.</summary>
    private const int FirstRows = 1 << 17;

    private readonly Queue<Table> _first = new();
    private bool[] _gaps = [];
    private TableReader? _begun;

    /// <summary>The columns of the file that were not needed, and so not read.</summary>
    internal IReadOnlyList<string> SkippedColumns { get; private set; } = [];

    private KnownColumns? Known { get; } = known;

    internal override bool Begin()
    {
        _begun = format.Open(open(), options);
        int count = 0;
        while (count < Math.Min(FirstRows, limit) && _begun.Read() is { RowCount: > 0 } rows)
        {
            bool[] gaps = TypedColumns.GapsOf(Take(rows, count));
            _gaps = _first.Count == 0 ? gaps : [.. _gaps.Zip(gaps, (known, more) => known || more)];
            SkippedColumns = [.. _begun.ColumnNames.Except(rows.ColumnNames ?? [])];
            _first.Enqueue(rows);
            count += rows.RowCount;
        }

        return count > 0;
    }

    internal override bool LearnAll()
    {
        using TableReader file = format.Open(open(), options);
        long before = 0;
        for (Table? rows = file.Read(); rows is not null && before < limit; rows = file.Read())
        {
            bool[] gaps = TypedColumns.GapsOf(Take(rows, before));
            _gaps = [.. _gaps.Zip(gaps, (known, more) => known || more)];
            before += rows.RowCount;
        }

        return true;
    }

    internal override IEnumerable<RowBlock> Read()
    {
        using TableReader file = _begun ?? format.Open(open(), options);
        Queue<Table> begun = _begun is null ? new() : new(_first);
        _begun = null;
        _first.Clear();
        while ((begun.TryDequeue(out Table? first) ? first : file.Read()) is { } rows)
        {
            for (int row = 0, count = rows.RowCount; row < count; row += MostRows)
            {
                Table part = rows!.Slice(row, Math.Min(MostRows, count - row));
                if (row + MostRows >= count)
                {
                    // A large batch is let go before the next one is read.
                    first = rows = null;
                }

                yield return new Rows(this, part, file.Share);
            }
        }
    }

    public override void Dispose()
    {
        _first.Clear();
        _begun?.Dispose();
    }

    private Table Take(Table rows, long before) => rows.Slice(0, (int)Math.Min(rows.RowCount, limit - before));

    private sealed class Rows(TableSource source, Table rows, double share) : RowBlock
    {
        internal override double Share => share;

        internal override int? Parse() => rows.RowCount;

        internal override DataRows? Make(int count)
        {
            Table taken = rows.Slice(0, count);
            bool[] gaps = TypedColumns.GapsOf(taken);
            return gaps.Zip(source._gaps, (found, known) => found && !known).Contains(true) ? null
                : new DataRows(TypedColumns.ForModel(taken, source._gaps, source.Known), Typed: taken);
        }
    }
}
