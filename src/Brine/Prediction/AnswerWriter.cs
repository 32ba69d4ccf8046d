using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Pickling;

namespace Brine;

/// <summary>Writes answers as CSV, JSON, JSON lines or numpy arrays.</summary>
public static partial class AnswerWriter
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes CSV with a header; floats as Python prints them, missing values empty.</summary>
    public static void WriteCsv(AnswerTable table, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(output);
        var line = new StringBuilder();
        AppendLine(output, line, table.Names);
        var fields = new string[table.Names.Count];
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int i = 0; i < fields.Length; i++)
            {
                PyValue value = table[row, i];
                fields[i] = value.IsNone ? "" : value.AsString() ?? Text(table, value, i);
            }

            AppendLine(output, line, fields);
        }
    }

    /// <summary>Writes an array of records; NaN and infinities, which JSON has not, become null.</summary>
    public static void WriteJson(AnswerTable table, Stream output)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var writer = new Utf8JsonWriter(output, Json);
        writer.WriteStartArray();
        IReadOnlyList<string> names = table.Names;
        for (int row = 0; row < table.RowCount; row++)
        {
            WriteRecord(writer, table, names, row);
        }

        writer.WriteEndArray();
        writer.Flush();
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes one record a line.</summary>
    public static void WriteJsonLines(AnswerTable table, Stream output)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(output);
        IReadOnlyList<string> names = table.Names;
        for (int row = 0; row < table.RowCount; row++)
        {
            using var writer = new Utf8JsonWriter(output, Json);
            WriteRecord(writer, table, names, row);
            writer.Flush();
            output.WriteByte((byte)'\n');
        }
    }

    /// <summary>A float32 prints as numpy prints it: the shortest text that reads back in single precision.</summary>
    private static string Text(AnswerTable table, PyValue value, int column) =>
        table.IsSingle(column) && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? PyValue.FromDouble(double.Parse(((float)number).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)).ToString()
            : value.ToString();

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

    private static void AppendLine(TextWriter output, StringBuilder line, IReadOnlyList<string> fields)
    {
        line.Clear();
        for (int i = 0; i < fields.Count; i++)
        {
            line.Append(i == 0 ? "" : ",");
            string field = fields[i];
            if (field.AsSpan().ContainsAny(",\"\r\n"))
            {
                line.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
            else
            {
                line.Append(field);
            }
        }

        output.Write(line.Append('\n'));
    }
}
