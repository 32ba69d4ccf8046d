using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Rows of answers as text: CSV with a header, one array of JSON records, or a JSON record a line. Tables that come one after the
/// other make one text.</summary>
internal sealed class AnswerRows
{
    private const int MostBytesOfANumber = 32;

    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly SearchValues<byte> NeedQuotes = SearchValues.Create(",\"\r\n"u8);

    private readonly AnswerFormat _format;

    /// <param name="format">CSV, JSON or JSON lines.</param>
    /// <exception cref="ArgumentException">The format is another one.</exception>
    internal AnswerRows(AnswerFormat format) =>
        _format = format is AnswerFormat.Csv or AnswerFormat.Json or AnswerFormat.JsonLines ? format
            : throw new ArgumentException($"there is no form {format} of answers", nameof(format));

    /// <summary>Writes what stands before the first row.</summary>
    internal void WriteStart(IReadOnlyList<string> names, IBufferWriter<byte> output)
    {
        if (_format == AnswerFormat.Json)
        {
            output.Write("["u8);
        }
        else if (_format == AnswerFormat.Csv)
        {
            for (int i = 0; i < names.Count; i++)
            {
                output.Write(i == 0 ? ""u8 : ","u8);
                WriteField(Encoding.UTF8.GetBytes(names[i]), output);
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
        if (_format == AnswerFormat.Csv)
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

    private static void WriteCsv(AnswerTable table, IBufferWriter<byte> output)
    {
        NDArray?[] arrays = [.. Enumerable.Range(0, table.Names.Count).Select(table.NumbersOf)];
        var texts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int i = 0; i < arrays.Length; i++)
            {
                if (i > 0)
                {
                    output.Write(","u8);
                }

                if (arrays[i] is { } array && TryWriteNumber(array, table.IndexOf(row, i), output))
                {
                    continue;
                }

                PyValue value = table[row, i];
                if (!value.IsNone)
                {
                    string text = value.AsString() ?? Text(table, value, i);
                    if (!texts.TryGetValue(text, out byte[]? bytes))
                    {
                        bytes = Field(Encoding.UTF8.GetBytes(text));
                        if (texts.Count < 1000)
                        {
                            texts.Add(text, bytes);
                        }
                    }

                    output.Write(bytes);
                }
            }

            output.Write("\n"u8);
        }
    }

    /// <summary>Floats and ints of 64 bits, as Python prints them.</summary>
    private static bool TryWriteNumber(NDArray array, int index, IBufferWriter<byte> output)
    {
        Span<byte> target = output.GetSpan(MostBytesOfANumber);
        if (array.TryGetSpan(out ReadOnlySpan<double> doubles))
        {
            // .NET's shortest digits are Python's; where they are written with an exponent, the two differ.
            double number = doubles[index];
            if (!double.IsFinite(number) || !number.TryFormat(target[..^2], out int length, "R", CultureInfo.InvariantCulture)
                || target[..length].Contains((byte)'E'))
            {
                return false;
            }

            if (!target[..length].Contains((byte)'.'))
            {
                ".0"u8.CopyTo(target[length..]);
                length += 2;
            }

            output.Advance(length);
            return true;
        }

        if (array.TryGetSpan(out ReadOnlySpan<long> longs)
            && longs[index].TryFormat(target, out int written, default, CultureInfo.InvariantCulture))
        {
            output.Advance(written);
            return true;
        }

        return false;
    }

    private static void WriteField(ReadOnlySpan<byte> text, IBufferWriter<byte> output) =>
        output.Write(text.ContainsAny(NeedQuotes) ? Field(text) : text);

    private static byte[] Field(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny(NeedQuotes))
        {
            return text.ToArray();
        }

        var quoted = new List<byte>(text.Length + 8) { (byte)'"' };
        foreach (byte character in text)
        {
            quoted.Add(character);
            if (character == (byte)'"')
            {
                quoted.Add(character);
            }
        }

        quoted.Add((byte)'"');
        return [.. quoted];
    }

    private void WriteJson(AnswerTable table, bool isFirst, IBufferWriter<byte> output)
    {
        IReadOnlyList<string> names = table.Names;
        using var writer = new Utf8JsonWriter(output, JsonOptions);
        for (int row = 0; row < table.RowCount; row++)
        {
            if (_format == AnswerFormat.Json && (row > 0 || !isFirst))
            {
                output.Write(","u8);
            }

            WriteRecord(writer, table, names, row);
            writer.Flush();
            writer.Reset();
            if (_format == AnswerFormat.JsonLines)
            {
                output.Write("\n"u8);
            }
        }
    }

    /// <summary>NaN and infinities, which JSON has not, become null.</summary>
    private static void WriteRecord(Utf8JsonWriter writer, AnswerTable table, IReadOnlyList<string> names, int row)
    {
        writer.WriteStartObject();
        for (int i = 0; i < names.Count; i++)
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
                case PyKind.Float when value.TryGetDouble(out double number):
                    if (double.IsFinite(number))
                    {
                        writer.WriteRawValue(Text(table, value, i));
                    }
                    else
                    {
                        writer.WriteNullValue();
                    }

                    break;
                default:
                    writer.WriteStringValue(value.AsString() ?? value.ToString());
                    break;
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>A float32 prints as numpy prints it: the shortest text that reads back in single precision.</summary>
    private static string Text(AnswerTable table, PyValue value, int column) =>
        table.IsSingle(column) && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? PyValue.FromDouble(double.Parse(((float)number).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
                .ToString()
            : value.ToString();
}
