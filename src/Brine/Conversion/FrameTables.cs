using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Frames as CSV, as pandas' <c>to_csv</c> writes them, as JSON records, and as arrays.</summary>
internal sealed class FrameTables
{
    private readonly DataFrame _frame;
    private readonly bool _keepsIndex;
    private readonly long _most;

    private FrameTables(DataFrame frame, ConvertOptions options)
    {
        _frame = frame;
        _keepsIndex = options.KeepsIndex;
        _most = options.Limits.MaxDecompressedBytes;
    }

    /// <summary>The frame that a value is; a series is one of a single column.</summary>
    internal static DataFrame? Frame(PyValue value)
    {
        if (DataFrame.From(value) is { } frame)
        {
            return frame;
        }

        return Series.From(value) is { } series ? DataFrame.Of(series) : null;
    }

    internal static void WriteCsv(DataFrame frame, Stream stream, Losses losses)
    {
        FrameLosses.OfAll(frame, losses);
        FrameLosses.OfCsv(frame, losses);
        losses.Refuse();
        var tables = new FrameTables(frame, losses.Options);
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        tables.WriteCsv(writer);
    }

    internal static void WriteJson(DataFrame frame, Stream stream, Losses losses)
    {
        FrameLosses.OfAll(frame, losses);
        FrameLosses.OfJson(frame, losses);
        losses.Refuse();
        var tables = new FrameTables(frame, losses.Options);
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            tables.WriteJson(json);
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>The columns as a table of a format that has types of its own, some rows at a time.</summary>
    internal static void WriteTyped(DataFrame frame, TableFormat format, Stream stream, Losses losses)
    {
        const int Piece = 1 << 16;
        FrameLosses.OfAll(frame, losses);
        FrameLosses.OfTyped(frame, losses);
        losses.Refuse();
        Table table = TypedFrames.Of(frame);
        using TableWriter writer = format.Create(stream);
        for (int first = 0; first < table.RowCount || first == 0; first += Piece)
        {
            writer.Write(table.Slice(first, Math.Min(Piece, table.RowCount - first)));
        }

        writer.Finish();
    }

    /// <summary>The values of all columns in one array, as pandas' <c>to_numpy()</c>: numbers where all are numbers, else objects. Columns
    /// follow each other, as they do there.</summary>
    internal static NDArray ToArray(DataFrame frame, Losses losses)
    {
        NDArray array = ToArray(frame);
        FrameLosses.OfAll(frame, losses);
        FrameLosses.OfNpy(frame, array, losses);
        return array;
    }

    /// <summary>The values of a series.</summary>
    internal static NDArray ColumnOf(DataFrame frame, Losses losses)
    {
        NDArray array = ColumnArray(frame.Columns[0]);
        FrameLosses.OfAll(frame, losses);
        FrameLosses.OfNpy(frame, array, losses);
        return array;
    }

    /// <summary>The columns as the arrays of an .npz.</summary>
    /// <exception cref="UnsupportedConversionException">Two columns have one name.</exception>
    internal static NpzFile ToNpz(DataFrame frame, Losses losses)
    {
        FrameLosses.OfAll(frame, losses);
        FrameLosses.OfNpz(frame, losses);
        IReadOnlyList<string> names = frame.ColumnNames;
        var file = new NpzFile();
        for (int i = 0; i < names.Count; i++)
        {
            file[names[i]] = file.Find(names[i]) is null ? ArrayTables.Plain(ColumnArray(frame.Columns[i]))
                : throw new UnsupportedConversionException($"two columns are called '{names[i]}', and an .npz has one array of a name");
        }

        return file;
    }

    private static NDArray ToArray(DataFrame frame)
    {
        int rows = frame.RowCount, columns = frame.ColumnCount;
        DType?[] types = [
            .. frame.Columns.Select(
                column => column is NumpyColumn { Values.DType: { Kind: 'f' or 'i' or 'u' or 'b' } dtype } ? dtype : null)];
        if (columns > 0 && types.All(dtype => dtype is not null) && Common(types!) is { } common)
        {
            return Numbers(frame, common);
        }

        var objects = new PyValue[checked(rows * columns)];
        for (int c = 0; c < columns; c++)
        {
            for (int r = 0; r < rows; r++)
            {
                objects[(c * rows) + r] = frame.Columns[c][r];
            }
        }

        return NDArray.OfObjects([rows, columns], objects, isFortran: true);
    }

    /// <summary>A column as one array: numbers as they are, text and all else as objects.</summary>
    internal static NDArray ColumnArray(PandasArray column) => column switch
    {
        NumpyColumn plain => plain.Values,
        DatetimeArray { TimeZone.IsNone: true } times => times.Values,
        TimedeltaArray spans => spans.Values,
        _ => NDArray.OfObjects([column.Length], [.. Enumerable.Range(0, column.Length).Select(i => column[i])]),
    };

    /// <summary>numpy's common type of these; null where bools and numbers have none but object.</summary>
    private static DType? Common(DType[] types)
    {
        if (types.All(dtype => dtype.Kind == types[0].Kind && dtype.ItemSize == types[0].ItemSize))
        {
            return types[0];
        }

        if (types.Any(dtype => dtype.Kind == 'b'))
        {
            return null;
        }

        if (types.All(dtype => dtype.Kind == types[0].Kind))
        {
            return types.MaxBy(dtype => dtype.ItemSize);
        }

        int signed = types.Where(dtype => dtype.Kind == 'i').Max(dtype => (int?)dtype.ItemSize) ?? 0,
            unsigned = types.Where(dtype => dtype.Kind == 'u').Max(dtype => (int?)dtype.ItemSize) ?? 0;
        int widest = types.Where(dtype => dtype.Kind == 'f').Max(dtype => (int?)dtype.ItemSize) ?? 0;
        if (widest == 0)
        {
            int needed = Math.Max(signed, unsigned * 2);
            return needed > 8 ? DType.Float64 : DType.Parse("<i" + needed);
        }

        // A float that holds ints of one byte, two bytes, more: float16, float32, float64.
        int forIntegers = Math.Max(signed, unsigned) switch { 0 => 0, 1 => 2, 2 => 4, _ => 8 };
        return DType.Parse("<f" + Math.Max(widest, forIntegers));
    }

    private static NDArray Numbers(DataFrame frame, DType common)
    {
        int rows = frame.RowCount, columns = frame.ColumnCount, size = common.ItemSize;
        var bytes = new byte[checked(rows * columns * size)];
        for (int c = 0; c < columns; c++)
        {
            NDArray values = ((NumpyColumn)frame.Columns[c]).Values;
            ReadOnlySpan<byte> same = values.DType.Kind == common.Kind && values.DType.ItemSize == size ? values.ToContiguous().Span
                : default;
            for (int r = 0; r < rows; r++)
            {
                Span<byte> target = bytes.AsSpan(((c * rows) + r) * size, size);
                if (!same.IsEmpty)
                {
                    same.Slice(r * size, size).CopyTo(target);
                }
                else
                {
                    Put(values[r], common, target);
                }
            }
        }

        return NDArray.OverBytes(common, [rows, columns], bytes, isFortran: true);
    }

    private static void Put(PyValue value, DType dtype, Span<byte> target)
    {
        value.TryGetDouble(out double number);
        switch (dtype.Kind, dtype.ItemSize)
        {
            case ('f', 8):
                BitConverter.TryWriteBytes(target, number);
                break;
            case ('f', 4):
                BitConverter.TryWriteBytes(target, (float)number);
                break;
            case ('f', _):
                BitConverter.TryWriteBytes(target, (Half)number);
                break;
            default:
                value.TryGetBigInteger(out System.Numerics.BigInteger integer);
                long bits = dtype.Kind == 'u' ? (long)(ulong)integer : (long)integer;
                BitConverter.GetBytes(bits).AsSpan(0, target.Length).CopyTo(target);
                break;
        }
    }

    private void WriteCsv(StreamWriter writer)
    {
        int levels = Math.Max(1, _frame.Labels.Levels.Count);
        int indexColumns = !_keepsIndex ? 0 : Math.Max(1, _frame.Index.Levels.Count);
        for (int level = 0; level < levels; level++)
        {
            IEnumerable<string> labels = Enumerable.Range(0, _frame.ColumnCount)
                .Select(i => (_frame.Labels.Levels.Count > 0 ? Text(_frame.Labels.LabelAt(level, i)) : _frame.Labels.TextAt(i)) ?? "");
            IEnumerable<string> index = Enumerable.Range(0, indexColumns).Select(i => level == levels - 1 ? IndexName(i) : "");
            writer.Write(string.Join(',', index.Concat(labels).Select(Quoted)) + "\n");
        }

        var columns = new List<Func<int, string?>>();
        for (int i = 0; i < indexColumns; i++)
        {
            int level = i;
            columns.Add(_frame.Index.Levels.Count > 0 ? row => Text(_frame.Index.LabelAt(level, row)) : FrameText.Of(_frame.Index));
        }

        columns.AddRange(_frame.Columns.Select(FrameText.Of));
        long written = 0;
        var line = new StringBuilder();
        for (int row = 0; row < _frame.RowCount; row++)
        {
            line.Clear();
            for (int c = 0; c < columns.Count; c++)
            {
                line.Append(c > 0 ? "," : "").Append(Quoted(columns[c](row) ?? ""));
            }

            // A line of nothing would be no line: the csv module of Python quotes it.
            line.Append(columns.Count == 1 && line.Length == 0 ? "\"\"\n" : "\n");
            written += line.Length;
            if (written > _most)
            {
                throw new PickleLimitException("LimitGraphExpansion", $"the table would be larger than {_most} bytes");
            }

            writer.Write(line);
        }
    }

    private string IndexName(int level) =>
        (_frame.Index.Levels.Count == 0 ? _frame.Index.Name
            : level < _frame.Index.Names.Count ? _frame.Index.Names[level] : default) is { IsNone: false } name ? Text(name) ?? "" : "";

    private static string? Text(PyValue label) => PandasMissing.Is(label) ? null : FrameText.Of(label);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\n\r") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;

    private void WriteJson(Utf8JsonWriter json)
    {
        IReadOnlyList<string> names = _frame.ColumnNames;
        var cells = new FrameJson(json, _most);
        json.WriteStartArray();
        for (int row = 0; row < _frame.RowCount; row++)
        {
            json.WriteStartObject();
            for (int level = 0; _keepsIndex && level < Math.Max(1, _frame.Index.Levels.Count); level++)
            {
                string name = IndexName(level);
                cells.Write(name.Length > 0 ? name
                    : _frame.Index.Levels.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"level_{level}") : "index",
                    _frame.Index.Levels.Count > 0 ? _frame.Index.LabelAt(level, row) : _frame.Index[row]);
            }

            for (int c = 0; c < names.Count; c++)
            {
                cells.Write(names[c], _frame.Columns[c].IsMissing(row) ? default : _frame.Columns[c][row]);
            }

            json.WriteEndObject();
            cells.RefuseTooMuch();
        }

        json.WriteEndArray();
    }
}
