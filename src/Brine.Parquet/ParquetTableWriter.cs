using Parquet;
using Parquet.Schema;

namespace Brine;

/// <summary>Writes tables as row groups of a Parquet file.</summary>
internal sealed class ParquetTableWriter(Stream output) : TableWriter
{
    /// <summary>A row group is written when there are so many rows.</summary>
    private const int RowsOfAGroup = 1 << 17;

    private readonly List<Table> _waiting = [];
    private ParquetWriter? _writer;
    private ParquetField[]? _fields;
    private int _rows;

    /// <exception cref="ModelInputException">A column has no name, which readers of Parquet refuse, or holds what Parquet has no form
    /// for.</exception>
    public override void Write(Table rows)
    {
        _fields ??= [.. rows.Columns.Select((column, place) => column.Name.Length > 0 ? ParquetField.Of(column)
            : throw new ModelInputException("CannotTabulate",
                $"column {place}, from 0, has no name, without which no column of a Parquet file is read back: name it, or write CSV"))];
        _waiting.Add(rows);
        _rows += rows.RowCount;
        if (_rows >= RowsOfAGroup)
        {
            WriteGroup();
        }
    }

    public override void Finish()
    {
        if (_waiting.Count > 0)
        {
            WriteGroup();
        }

        _writer?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _writer = null;
    }

    protected override void Dispose(bool disposing) => _waiting.Clear();

    private void WriteGroup()
    {
        _writer ??= ParquetWriter.CreateAsync(new ParquetSchema(_fields!.Select(field => field.Field)), output,
            new ParquetOptions { UseBigDecimal = true }).GetAwaiter().GetResult();
        if (_rows > 0)
        {
            using ParquetRowGroupWriter group = _writer.CreateRowGroup();
            for (int i = 0; i < _fields!.Length; i++)
            {
                _fields[i].Write(group, [.. _waiting.Select(part => part.Columns[i])], _rows);
            }

            group.CompleteValidate();
        }

        _waiting.Clear();
        _rows = 0;
    }
}
