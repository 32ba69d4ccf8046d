using System.Buffers;
using System.Threading.Channels;

namespace Brine;

/// <summary>Writes tables of answers one behind the other as one file.</summary>
internal abstract class AnswerSink : IDisposable
{
    private const int Piece = 4096;

    /// <summary>Makes ready what is written; on any thread.</summary>
    internal abstract object Prepare(AnswerTable table);

    /// <summary>Writes what was made ready, in the order of the file.</summary>
    internal abstract void Write(AnswerTable table, object prepared);

    /// <summary>Writes what stands behind the last row.</summary>
    internal abstract void Finish();

    /// <summary>Lets go of what is held.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>Writes a whole table.</summary>
    internal void WriteAll(AnswerTable table)
    {
        for (int first = 0; first < table.RowCount || first == 0; first += Piece)
        {
            AnswerTable rows = table.Rows(first, Math.Min(Piece, table.RowCount - first));
            Write(rows, Prepare(rows));
        }

        Finish();
    }

    /// <summary>Answers as text.</summary>
    internal sealed class OfText(AnswerFormat format, Stream output) : AnswerSink
    {
        private readonly AnswerRows _rows = new(format);
        private readonly ArrayBufferWriter<byte> _ends = new();
        private bool _isStarted;

        internal override object Prepare(AnswerTable table)
        {
            const int BytesOfAValue = 20;
            var text = new PooledText((int)Math.Min(1 << 22, BytesOfAValue * (long)table.Names.Count * table.RowCount));
            _rows.WriteRows(table, isFirst: true, text);
            return text;
        }

        internal override void Write(AnswerTable table, object prepared)
        {
            if (!_isStarted)
            {
                _rows.WriteStart(table.Names, _ends);
                output.Write(_ends.WrittenSpan);
                _ends.ResetWrittenCount();
            }
            else if (format == AnswerFormat.Json)
            {
                output.WriteByte((byte)',');
            }

            _isStarted = true;
            using var text = (PooledText)prepared;
            output.Write(text.Written);
        }

        internal override void Finish()
        {
            _rows.WriteEnd(_ends);
            output.Write(_ends.WrittenSpan);
        }
    }

    /// <summary>Answers as typed columns.</summary>
    internal sealed class OfTable(TableWriter writer) : AnswerSink
    {
        internal override object Prepare(AnswerTable table) => table.ToTable();

        internal override void Write(AnswerTable table, object prepared) => writer.Write((Table)prepared);

        internal override void Finish() => writer.Finish();

        public override void Dispose() => writer.Dispose();
    }

    /// <summary>Answers for whoever waits for them.</summary>
    internal sealed class OfChannel(ChannelWriter<AnswerTable> channel, CancellationToken cancellation) : AnswerSink
    {
        internal override object Prepare(AnswerTable table) => table;

        internal override void Write(AnswerTable table, object prepared) =>
            channel.WriteAsync(table, cancellation).AsTask().GetAwaiter().GetResult();

        internal override void Finish()
        {
        }
    }
}
