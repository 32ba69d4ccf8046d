using Parquet;
using Parquet.Schema;

namespace Brine;

/// <summary>Writes tables as row groups of a Parquet file.</summary>
internal sealed class ParquetTableWriter(Stream output) : TableWriter
{
    /// <summary>A row group is written when there are so many rows.</summary>
    private const int RowsOfAGroup = 1 << 17;

    private ParquetWriter? _writer;
    private ParquetField[]? _fields;
    private int[] _noGaps = [];
    private int _rows;

    public override void Write(Table rows)
    {
        _fields ??= [.. rows.Columns.Select(column => ParquetField.Of(column))];
        for (int i = 0; i < _fields.Length; i++)
        {
            _fields[i].Add(rows.Columns[i]);
        }

        _rows += rows.RowCount;
        if (_rows >= RowsOfAGroup)
        {
            WriteGroup();
        }
    }

    public override void Finish()
    {
        // A table without rows has its columns all the same.
        if (_fields is not null && (_rows > 0 || _writer is null))
        {
            WriteGroup();
        }

        _writer?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _writer = null;
        LetGo();
    }

    protected override void Dispose(bool disposing) => LetGo();

    private void LetGo()
    {
        foreach (ParquetField field in _fields ?? [])
        {
            field.Dispose();
        }

        _fields = null;
    }

    private void WriteGroup()
    {
        _writer ??= ParquetWriter.CreateAsync(new ParquetSchema(_fields!.Select(field => field.Field)), output,
            new ParquetOptions { UseBigDecimal = true }).GetAwaiter().GetResult();
        if (_rows == 0)
        {
            return;
        }

        if (_noGaps.Length < _rows)
        {
            _noGaps = new int[_rows];
            _noGaps.AsSpan().Fill(1);
        }

        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        foreach (ParquetField field in _fields!)
        {
            field.Write(group, _noGaps.AsMemory(0, _rows));
        }

        group.CompleteValidate();
        _rows = 0;
    }
}
