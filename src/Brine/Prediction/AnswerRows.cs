using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Pickling;

namespace Brine;

/// <summary>Rows of answers as text: CSV with a header, one array of JSON records, or a JSON record a line. Tables that come one after
/// the other make one text.</summary>
internal sealed class AnswerRows
{
    /// <summary>How many different texts are kept as they are written.</summary>
    private const int MostTexts = 1000;

    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly AnswerFormat _format;
    private readonly CsvFields _fields;

    /// <param name="format">CSV, TSV, JSON or JSON lines.</param>
    /// <exception cref="ArgumentException">The format is another one.</exception>
    internal AnswerRows(AnswerFormat format)
    {
        _format = format is AnswerFormat.Csv or AnswerFormat.Tsv or AnswerFormat.Json or AnswerFormat.JsonLines ? format
            : throw new ArgumentException($"there is no form {format} of answers", nameof(format));
        _fields = new CsvFields((byte)(format == AnswerFormat.Tsv ? '\t' : ','));
    }

    private bool IsCsv => _format is AnswerFormat.Csv or AnswerFormat.Tsv;

    /// <summary>Writes what stands before the first row.</summary>
    internal void WriteStart(IReadOnlyList<string> names, IBufferWriter<byte> output)
    {
        if (_format == AnswerFormat.Json)
        {
            output.Write("["u8);
        }
        else if (IsCsv)
        {
            ReadOnlySpan<byte> delimiter = [_fields.Delimiter];
            for (int i = 0; i < names.Count; i++)
            {
                output.Write(i == 0 ? default : delimiter);
                output.Write(_fields.Of(names[i]));
            }

            output.Write("\n"u8);
        }
    }

    /// <summary>Writes the rows of a table.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="isFirst">True where no row was written before.</param>
    /// <param name="output">Where to write.</param>
    internal void WriteRows(AnswerTable table, bool isFirst, IBufferWriter<byte> output)
    {
        if (IsCsv)
        {
            WriteCsv(table, output);
        }
        else
        {
            WriteJson(table, isFirst, output);
        }
    }

    /// <summary>Writes what stands behind the last row.</summary>
    internal void WriteEnd(IBufferWriter<byte> output) => output.Write(_format == AnswerFormat.Json ? "]\n"u8 : ""u8);

    private void WriteCsv(AnswerTable table, IBufferWriter<byte> output)
    {
        int width = table.Names.Count;
        var texts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        ReadOnlySpan<byte> delimiter = [_fields.Delimiter];
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int i = 0; i < width; i++)
            {
                if (i > 0)
                {
                    output.Write(delimiter);
                }

                AnswerColumn column = table.ColumnAt(i);
                int at = table.RowOf(row, i);
                if ((at < 0 || !column.TryWrite(at, _fields, output)) && column.TextOf(table[row, i]) is { } text)
                {
                    WriteText(text, texts, output);
                }
            }

            output.Write("\n"u8);
        }
    }

    private void WriteText(string text, Dictionary<string, byte[]> known, IBufferWriter<byte> output)
    {
        if (!known.TryGetValue(text, out byte[]? bytes))
        {
            bytes = _fields.Of(text);
            if (known.Count < MostTexts)
            {
                known.Add(text, bytes);
            }
        }

        output.Write(bytes);
    }

    private void WriteJson(AnswerTable table, bool isFirst, IBufferWriter<byte> output)
    {
        JsonEncodedText[] names = [.. table.Names.Select(name => JsonEncodedText.Encode(name, JsonOptions.Encoder))];
        var number = new ArrayBufferWriter<byte>(CsvFields.MostBytesOfANumber);
        using var writer = new Utf8JsonWriter(output, JsonOptions);
        for (int row = 0; row < table.RowCount; row++)
        {
            if (_format == AnswerFormat.Json && (row > 0 || !isFirst))
            {
                output.Write(","u8);
            }

            WriteRecord(writer, table, names, row, number);
            writer.Flush();
            writer.Reset();
            if (_format == AnswerFormat.JsonLines)
            {
                output.Write("\n"u8);
            }
        }
    }

    /// <summary>NaN and infinities, which JSON has not, become null.</summary>
    private static void WriteRecord(Utf8JsonWriter writer, AnswerTable table, JsonEncodedText[] names, int row,
        ArrayBufferWriter<byte> text)
    {
        writer.WriteStartObject();
        for (int i = 0; i < names.Length; i++)
        {
            writer.WritePropertyName(names[i]);
            PyValue value = table[row, i];
            switch (value.Kind)
            {
                case PyKind.None:
                    writer.WriteNullValue();
                    break;
                case PyKind.Bool when value.TryGetBool(out bool flag):
                    writer.WriteBooleanValue(flag);
                    break;
                case PyKind.Int when value.TryGetInt64(out long integer):
                    writer.WriteNumberValue(integer);
                    break;
                case PyKind.Int:
                    writer.WriteRawValue(value.ToString());
                    break;
                case PyKind.Float when value.TryGetDouble(out double number):
                    text.ResetWrittenCount();
                    if (!table.ColumnAt(i).IsSingle && CsvFields.TryWrite(number, text))
                    {
                        writer.WriteRawValue(text.WrittenSpan, skipInputValidation: true);
                    }
                    else if (double.IsFinite(number))
                    {
                        writer.WriteRawValue(table.ColumnAt(i).TextOf(value)!);
                    }
                    else
                    {
                        writer.WriteNullValue();
                    }

                    break;
                default:
                    writer.WriteStringValue(table.ColumnAt(i).TextOf(value));
                    break;
            }
        }

        writer.WriteEndObject();
    }
}
