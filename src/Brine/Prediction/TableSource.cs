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

    private bool[] _gaps = [];

    /// <summary>The columns of the file that were not needed, and so not read.</summary>
    internal IReadOnlyList<string> SkippedColumns { get; private set; } = [];

    private KnownColumns? Known { get; } = known;

    internal override bool Begin()
    {
        using TableReader file = format.Open(open(), options);
        if (file.Read() is not { RowCount: > 0 } rows)
        {
            return false;
        }

        _gaps = TypedColumns.GapsOf(Take(rows, 0));
        SkippedColumns = [.. file.ColumnNames.Except(rows.ColumnNames ?? [])];
        return true;
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
        using TableReader file = format.Open(open(), options);
        for (Table? rows = file.Read(); rows is not null; rows = file.Read())
        {
            for (int first = 0, count = rows.RowCount; first < count; first += MostRows)
            {
                Table part = rows!.Slice(first, Math.Min(MostRows, count - first));
                if (first + MostRows >= count)
                {
                    // A large row group is let go before the next one is read.
                    rows = null;
                }

                yield return new Rows(this, part, file.Share);
            }
        }
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
