using System.Runtime.InteropServices;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Reads the data for a model: CSV or TSV, JSON, <c>.npy</c>, <c>.npz</c>, a pickled frame or array, each also compressed or alone in an
/// archive. The content says which it is, not the name.
/// </summary>
public static class DataFile
{
    /// <summary>A zero in so many bytes tells that a file is not text.</summary>
    private const int BinaryHead = 4096;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelInputException">The data cannot be read.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    public static Features Read(string path, DataOptions? options = null) =>
        Read(FileContent.ReadAll(path, (options ?? DataOptions.Default).Limits), options);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="ModelInputException">The data cannot be read.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    public static Features Read(ReadOnlyMemory<byte> bytes, DataOptions? options = null)
    {
        options ??= DataOptions.Default;
        Features rows = ReadRows(bytes, options).Rows;
        return options.Columns is { } columns ? ColumnChoice.Take(rows, [.. columns, .. options.Beside]) : rows;
    }

    /// <summary>Reads all columns of the bytes of a file.</summary>
    internal static DataRows ReadRows(ReadOnlyMemory<byte> bytes, DataOptions options)
    {
        using ValueBudget budget = ValueBudget.Open(options.Limits, bytes.Length);
        DataRows rows = FileMarks.IsZip(bytes.Span) && NpzFile.Read(bytes, LoadOf(options)) is { Names.Count: > 0 } arrays
            ? new(OfArrays(arrays, options))
            : ReadUnpacked(bytes, options);
        return options.Limit is { } limit ? rows.Take(limit) : rows;
    }

    /// <summary>Reads all columns of a file.</summary>
    internal static DataRows ReadRows(string path, DataOptions options) => ReadRows(FileContent.ReadAll(path, options.Limits), options);

    private static DataRows ReadUnpacked(ReadOnlyMemory<byte> bytes, DataOptions options)
    {
        UnpackedFile? file = Unpack(bytes, options);
        if (file?.Format is FileFormat.Unknown or FileFormat.Text or FileFormat.Csv or FileFormat.Json
            && CsvEncoding.IsWide(file.Data.Span))
        {
            bytes = CsvEncoding.ToUtf8(file.Data, options.Csv.Encoding);

            // What is UTF-8 now is not decoded once more.
            options = options.Csv.Encoding is null ? options
                : options with { Csv = options.Csv with { Encoding = System.Text.Encoding.UTF8 } };
            file = Unpack(bytes, options);
        }

        switch (file?.Format)
        {
            case null:
                return OfText(bytes, options);
            case FileFormat.Npy:
                ReadOptions.Check(FileFormat.Npy, options.Csv, options.Npz, options.Sheet);
                return new(Features.FromArray(NpyFormat.Read(file.Data, options.Limits)));
            case { } format when TableFormat.Of(options.Formats, format) is { } tables:
                return Typed(file, tables, options);
            case { } format when FormatTable.Of(format).DataRefusal is { } refusal:
                throw new ModelInputException("InputFormat", refusal);
            case FileFormat.Pickle when file.Layers.Count > 0 || file.Data.Span[0] == 0x80 || file.Data.Span[^1] == (byte)'.':
                return new(Pickled(file, options));
            case not null when FileMarks.IsZip(file.Data.Span):
                return new(OfArrays(NpzFile.Read(file.Data, LoadOf(options)), options));
            case FileFormat.Pickle:
                // What may be the beginning of a pickle of protocol 0 or 1, and does not end as one.
                return OfText(file.Data, options);
            case { } format:
                ReadOptions.Check(format, options.Csv, options.Npz, options.Sheet);
                return OfText(file.Data, options);
        }
    }

    private static DataRows Typed(UnpackedFile file, TableFormat format, DataOptions options)
    {
        ReadOptions.Check(file.Format, options.Csv, options.Npz, options.Sheet);
        Table rows = ReadTyped(file.Data, format, new TableReadOptions { Sheet = options.Sheet }, options.Limit ?? long.MaxValue);
        KnownColumns? known = options.Estimator is { } model ? KnownColumns.Of(model, options.Columns, options.Beside, null) : null;
        return new DataRows(TypedColumns.ForModel(rows, TypedColumns.GapsOf(rows), known), Typed: rows);
    }

    /// <summary>Reads the rows of a file of typed columns, as many as are wanted.</summary>
    internal static Table ReadTyped(ReadOnlyMemory<byte> bytes, TableFormat format, TableReadOptions options, long limit)
    {
        Stream stream = MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array) ? new MemoryStream(array.Array!, array.Offset,
            array.Count, writable: false) : new MemoryStream(bytes.ToArray());
        using TableReader reader = format.Open(stream, options);
        var parts = new List<Table>();
        long left = limit;
        while (left > 0 && reader.Read() is { } rows)
        {
            parts.Add(rows.Slice(0, (int)Math.Min(rows.RowCount, left)));
            left -= rows.RowCount;
        }

        return TypedColumns.Join(parts);
    }

    private static Features OfArrays(NpzFile arrays, DataOptions options)
    {
        ReadOptions.Check(FileFormat.Npz, options.Csv, options.Npz, options.Sheet);
        return NpzFeatures.Read(arrays, options.Npz);
    }

    private static Features Pickled(UnpackedFile file, DataOptions options)
    {
        ReadOptions.Check(FileFormat.Pickle, options.Csv, options.Npz, options.Sheet);
        try
        {
            return PickledFeatures.Read(PickleFile.Read(file, LoadOf(options)).Value,
                options.Estimator?.InputKinds is [var kind] ? kind : null, options.Limits);
        }
        catch (NotSupportedException error)
        {
            throw new ModelInputException("InputFormat", $"the data cannot be read: {error.Message}");
        }
    }

    private static DataRows OfText(ReadOnlyMemory<byte> bytes, DataOptions options)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        KnownColumns? known = options.Estimator is { } model ? KnownColumns.Of(model, options.Columns, options.Beside, options.OnNote)
            : null;
        ReadOnlySpan<byte> start = span.TrimStart(" \t\r\n\ufeff"u8);
        if (start is [(byte)'{' or (byte)'[', ..] && options.Csv == CsvOptions.Default)
        {
            ReadOptions.Check(FileFormat.Json, options.Csv, options.Npz, options.Sheet);
            List<OddRow>? odd = options.KeepsRagged ? [] : null;
            Features rows = JsonTable.Parse(bytes, known is null ? null : known.Kinds, options.Estimator?.FeatureNamesIn, options.Limits,
                options.Limit, odd);
            return new(rows, OddLines: odd);
        }

        if (options.Csv.Encoding is null && span[..Math.Min(span.Length, BinaryHead)].Contains((byte)0))
        {
            throw new ModelInputException("InputFormat", "the data is no CSV, JSON, .npy, .npz or pickle; it holds binary bytes");
        }

        ReadOptions.Check(FileFormat.Csv, options.Csv, options.Npz, options.Sheet);

        // The first line is a header, as pandas has it; a line of numbers may have been meant for a row, which is told.
        CsvContent content = CsvContent.Read(bytes, CsvOf(options) with { HasHeader = options.Csv.HasHeader ?? true }, options.OnNote,
            (int)Math.Min(options.Limit ?? int.MaxValue, int.MaxValue), options.KeepsRagged);
        NoteNumbers(content.Names, options);
        return new(Csv.Parse(content, known is null ? null : known.Kinds), content);
    }

    /// <summary>How a CSV is read: with as many columns as the model takes, and some that it does not, where that is more than
    /// usual.</summary>
    internal static CsvOptions CsvOf(DataOptions options) =>
        options.Estimator?.FeatureCount is { } count && count > options.Csv.MaxColumns / 2
            ? options.Csv with { MaxColumns = Math.Max(options.Csv.MaxColumns, (int)Math.Min(2L * count, Array.MaxLength)) } : options.Csv;

    /// <summary>Tells of a header that is numbers, which may have been meant for a row.</summary>
    internal static void NoteNumbers(IReadOnlyList<string> names, DataOptions options)
    {
        if (options.Csv.HasHeader is null && options.Estimator?.FeatureNamesIn is null && names.Count > 0
            && names.All(name => NumberText.TryReadFloat(name, out _)))
        {
            string line = string.Join(',', names.Take(5));
            options.OnNote?.Invoke(
                $"the first line of the CSV, {line}{(names.Count > 5 ? "..." : "")}, was taken for the names of the columns, though "
                    + "it is numbers");
        }
    }

    private static LoadOptions LoadOf(DataOptions options) => new() { Limits = options.Limits };

    /// <summary>The content of a compressed file, or of one wrapped in base64 or an archive; null for text that begins as something packed
    /// does.</summary>
    private static UnpackedFile? Unpack(ReadOnlyMemory<byte> bytes, DataOptions options)
    {
        try
        {
            return UnpackedFile.Read(bytes, LoadOf(options));
        }
        catch (PickleFormatException) when (System.Text.Unicode.Utf8.IsValid(bytes.Span)
            && bytes.Span.IndexOfAnyInRange((byte)0, (byte)8) < 0)
        {
            // A line of text may begin as a zlib stream does: x, and a space.
            return null;
        }
    }
}
