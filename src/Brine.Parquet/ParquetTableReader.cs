using Brine.Pickling;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Brine;

/// <summary>Reads the row groups of a Parquet file, each in pieces.</summary>
internal sealed class ParquetTableReader : TableReader
{
    /// <summary>So many rows of a row group are a table.</summary>
    private const int RowsOfAPiece = 1 << 13;

    private readonly Stream _file;
    private readonly ParquetReader _reader;
    private readonly ParquetColumn[] _columns;
    private long _rows;
    private int _next;

    /// <summary>The values of the row group that is being read.</summary>
    private ParquetPart[] _parts = [];
    private int _rowsOfGroup;
    private int _first;
    private bool _isBegun;

    internal ParquetTableReader(Stream file, TableReadOptions options)
    {
        _file = file;
        try
        {
            ParquetFooter.Check(file);
            _reader = Guarded(() => ParquetReader.CreateAsync(file, new ParquetOptions { UseBigDecimal = true },
                leaveStreamOpen: true).GetAwaiter().GetResult());
            CheckRows(_reader.Metadata);
            PandasMetadata pandas = PandasMetadata.Read(_reader.CustomMetadata);
            Field[] fields = [.. Guarded(() => _reader.Schema).Fields.Where(field => !pandas.IsIndex(field.Name))];
            var packed = new ParquetPageBuffer.Scratch();
            ColumnNames = [.. fields.Select(field => field.Name)];
            RefuseTwice(ColumnNames);
            _columns = [.. options.Choose(ColumnNames)
                .Select(i => new ParquetColumn(fields[i], pandas.IsNullable(fields[i].Name), packed))];
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
        if (_first >= _rowsOfGroup && !Open())
        {
            Table? none = _isBegun ? null : new Table([.. _columns.Select(column => column.Empty())]);
            _isBegun = true;
            return none;
        }

        _isBegun = true;

        int count = Math.Min(RowsOfAPiece, _rowsOfGroup - _first);
        var table = new Table([.. _parts.Select(part => Guarded(() => part.Take(_first, count)))], count);
        _first += count;
        _rows += count;
        if (_first == _rowsOfGroup)
        {
            Close();
        }

        return table;
    }

    protected override void Dispose(bool disposing)
    {
        Close();
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Dispose();
    }

    /// <summary>Reads the next row group that has rows.</summary>
    private bool Open()
    {
        while (_next < _reader.RowGroupCount)
        {
            using ParquetRowGroupReader group = Guarded(() => _reader.OpenRowGroupReader(_next));
            _next++;
            int rows = RowsOf(group);
            if (rows == 0)
            {
                continue;
            }

            var parts = new List<ParquetPart>(_columns.Length);
            try
            {
                foreach (ParquetColumn column in _columns)
                {
                    parts.Add(Guarded(() => column.Read(_file, group, rows)));
                }
            }
            finally
            {
                _parts = [.. parts];
            }

            (_rowsOfGroup, _first) = (rows, 0);
            return true;
        }

        return false;
    }

    private void Close()
    {
        foreach (ParquetPart part in _parts)
        {
            part.Dispose();
        }

        (_parts, _rowsOfGroup, _first) = ([], 0, 0);
    }

    /// <summary>Columns are found by name in a row group: of two of one name only one would be read.</summary>
    private static void RefuseTwice(IReadOnlyList<string> names)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ModelInputException("InputTable",
                $"the Parquet file has {twice.Count()} columns of the name '{twice.Key}': name them apart");
        }
    }

    /// <summary>A file that lost a row group would pass for a shorter one.</summary>
    private static void CheckRows(FileMetaData? metadata)
    {
        var rows = (Int128)(metadata?.NumRows ?? 0);
        Int128 found = metadata?.RowGroups?.Aggregate((Int128)0, (sum, group) => sum + group.NumRows) ?? 0;
        if (rows != found)
        {
            throw ParquetFooter.Bad($"it should have {rows} rows, and its row groups have {found}");
        }
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
