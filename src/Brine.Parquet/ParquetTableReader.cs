using Brine.Pickling;
using Parquet;
using Parquet.Schema;

namespace Brine;

/// <summary>Reads the row groups of a Parquet file.</summary>
internal sealed class ParquetTableReader : TableReader
{
    private readonly Stream _file;
    private readonly ParquetReader _reader;
    private readonly ParquetColumn[] _columns;
    private long _rows;
    private int _next;

    internal ParquetTableReader(Stream file, TableReadOptions options)
    {
        _file = file;
        try
        {
            ParquetFooter.Check(file);
            _reader = Guarded(() => ParquetReader.CreateAsync(file, new ParquetOptions { UseBigDecimal = true },
                leaveStreamOpen: true).GetAwaiter().GetResult());
            PandasMetadata pandas = PandasMetadata.Read(_reader.CustomMetadata);
            Field[] fields = [.. Guarded(() => _reader.Schema).Fields.Where(field => !pandas.IsIndex(field.Name))];
            ColumnNames = [.. fields.Select(field => field.Name)];
            _columns = [.. options.Choose(ColumnNames).Select(i => new ParquetColumn(fields[i], pandas.IsNullable(fields[i].Name)))];
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> ColumnNames { get; }

    public override double Share => _reader.Metadata is { NumRows: > 0 and var all } ? Math.Min(1, _rows / (double)all) : 1;

    public override Table? Read()
    {
        if (_next >= _reader.RowGroupCount)
        {
            return _next++ == 0 ? new Table([.. _columns.Select(column => column.Empty())]) : null;
        }

        using ParquetRowGroupReader group = Guarded(() => _reader.OpenRowGroupReader(_next));
        _next++;
        int rows = RowsOf(group);
        var table = new Table([.. _columns.Select(column => Guarded(() => column.Read(group, rows)))]);
        _rows += rows;
        return table;
    }

    protected override void Dispose(bool disposing)
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Dispose();
    }

    /// <summary>How many rows a group has, which is believed only as far as the file is large.</summary>
    private int RowsOf(ParquetRowGroupReader group)
    {
        Limits limits = Limits.Default;
        double most = Math.Max(64L << 20, Math.Min(limits.MaxDecompressionRatio * _file.Length, limits.MaxDecompressedBytes));
        long rows = group.RowCount;
        return rows < 0 ? throw ParquetFooter.Bad($"a row group has {rows} rows")
            : rows > int.MaxValue || rows * (double)sizeof(double) * Math.Max(1, _columns.Length) > most
                ? throw new PickleLimitException("LimitDecompression",
                    $"a row group of the Parquet file, which has {_file.Length} bytes, claims {rows} rows of {_columns.Length} columns, "
                        + $"over the limits")
                : (int)rows;
    }

    /// <summary>Parquet.Net meets a corrupt file with exceptions of all kinds.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not (ModelInputException or PickleException))
        {
            throw ParquetFooter.Bad(error);
        }
    }
}
