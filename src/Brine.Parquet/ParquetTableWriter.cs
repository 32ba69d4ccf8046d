using Parquet;
using Parquet.Schema;

namespace Brine;

/// <summary>Writes tables as row groups of a Parquet file: one is packed and written while the rows of the next one come.</summary>
internal sealed class ParquetTableWriter(Stream output) : TableWriter
{
    /// <summary>A row group is written when there are so many rows.</summary>
    private const int RowsOfAGroup = 1 << 17;

    private ParquetWriter? _writer;
    private ParquetField[]? _fields;

    /// <summary>The same columns, whose rows are being written.</summary>
    private ParquetField[]? _others;

    private Task _writing = Task.CompletedTask;
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
        if (_fields is not null && (_rows > 0 || _writer is null))
        {
            WriteGroup();
        }

        _writing.GetAwaiter().GetResult();
        _writer?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _writer = null;
    }

    protected override void Dispose(bool disposing)
    {
        // Whoever stops before the end closes the stream after this.
        _writing.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        (_fields, _others) = (null, null);
    }

    private void WriteGroup()
    {
        _writing.GetAwaiter().GetResult();
        ParquetField[] fields = _fields!;
        _writer ??= ParquetWriter.CreateAsync(new ParquetSchema(fields.Select(field => field.Field)), output,
            new ParquetOptions { UseBigDecimal = true }).GetAwaiter().GetResult();
        if (_rows > 0)
        {
            ParquetWriter writer = _writer;
            (_fields, _others) = (_others ?? [.. fields.Select(field => field.Another())], fields);
            _writing = Task.Run(() => Write(writer, fields));
        }

        _rows = 0;
    }

    private static void Write(ParquetWriter writer, ParquetField[] fields)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach (ParquetField field in fields)
        {
            field.Write(group);
        }

        group.CompleteValidate();
    }
}
