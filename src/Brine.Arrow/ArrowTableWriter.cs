using Apache.Arrow.Ipc;
using Brine.Tables;

namespace Brine;

/// <summary>Writes tables as the record batches of an Arrow file or stream.</summary>
internal sealed class ArrowTableWriter(Stream output, bool isStream) : TableWriter
{
    private ArrowFields? _fields;
    private ArrowStreamWriter? _writer;

    public override void Write(Table rows)
    {
        _fields ??= ArrowFields.Of(rows);
        _writer ??= isStream ? new ArrowStreamWriter(output, _fields.Schema, leaveOpen: true)
            : new ArrowFileWriter(output, _fields.Schema, leaveOpen: true);
        if (rows.RowCount > 0)
        {
            using Apache.Arrow.RecordBatch batch = _fields.BatchOf(rows);
            _writer.WriteRecordBatch(batch);
        }
    }

    public override void Finish()
    {
        _writer!.WriteStart();
        _writer.WriteEnd();
    }

    protected override void Dispose(bool disposing) => _writer?.Dispose();
}
