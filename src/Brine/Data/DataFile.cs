using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Reads the data for a model: CSV or TSV, JSON, <c>.npy</c>, <c>.npz</c>, a pickled frame or array, each also compressed. The content says
/// which it is, not the name.
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
    public static Features Read(string path, DataOptions? options = null) => Read(FileContent.ReadAll(path, Limits.Default), options);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="ModelInputException">The data cannot be read.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    public static Features Read(ReadOnlyMemory<byte> bytes, DataOptions? options = null)
    {
        options ??= DataOptions.Default;
        ReadOnlyMemory<byte> unpacked = Unpack(bytes, out bool isText);
        Features rows = ReadAll(CsvEncoding.IsWide(unpacked.Span) ? CsvEncoding.ToUtf8(unpacked, options.Csv.Encoding) : unpacked, options, isText);
        return options.Columns is { } columns ? ColumnChoice.Take(rows, columns) : rows;
    }

    private static Features ReadAll(ReadOnlyMemory<byte> bytes, DataOptions options, bool isText)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        FileFormat format = Detector.DetectFormat(span);
        ReadOptions.Check(format, options.Csv, options.Case);
        switch (format)
        {
            case FileFormat.Npy:
                return Features.FromArray(NpyFormat.Read(bytes));
            case FileFormat.Zip:
                return NpzFeatures.Read(NpzFile.Read(bytes), options.Case);
            case FileFormat.Html:
                throw new ModelInputException("InputFormat", "the data is a web page; the download went wrong: fetch the file itself");
            case FileFormat.GitLfsPointer:
                throw new ModelInputException("InputFormat", "the data is a Git LFS pointer, not the file it stands for; run 'git lfs pull' and try again");
        }

        if (!isText && PickledFeatures.IsPickle(span))
        {
            ReadOptions.Check(FileFormat.Pickle, options.Csv, options.Case);
            try
            {
                return PickledFeatures.Read(PickleFile.Read(bytes).Value, options.Model?.InputKinds is [{ IsDocument: true }]);
            }
            catch (NotSupportedException error)
            {
                throw new ModelInputException("InputFormat", $"the data cannot be read: {error.Message}");
            }
        }

        KnownColumns? known = options.Model is { } model ? KnownColumns.Of(model) : null;
        ReadOnlySpan<byte> start = span.TrimStart(" \t\r\n\ufeff"u8);
        if (start is [(byte)'{' or (byte)'[', ..] && options.Csv == CsvOptions.Default)
        {
            ReadOptions.Check(FileFormat.Json, options.Csv, options.Case);
            return JsonTable.Parse(bytes, known is null ? null : known.Kinds, options.Model?.FeatureNamesIn);
        }

        if (options.Csv.Encoding is null && !CsvEncoding.IsWide(span) && span[..Math.Min(span.Length, BinaryHead)].Contains((byte)0))
        {
            throw new ModelInputException("InputFormat", "the data is no CSV, JSON, .npy, .npz or pickle; it holds binary bytes");
        }

        ReadOptions.Check(FileFormat.Csv, options.Csv, options.Case);

        // Where the model knows names, the data must have some.
        CsvOptions csv = options.Csv.HasHeader is null && options.Model?.FeatureNamesIn is not null ? options.Csv with { HasHeader = true } : options.Csv;
        return Csv.Parse(CsvContent.Read(bytes, csv, options.OnNote), known is null ? null : known.Kinds);
    }

    /// <summary>The content of a compressed file, or of one wrapped in base64 or an archive; what is neither stays as it is.</summary>
    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> bytes, out bool isText)
    {
        isText = false;
        if (Detector.DetectCodec(bytes.Span) == Codec.None)
        {
            return bytes;
        }

        try
        {
            UnpackedFile file = UnpackedFile.Read(bytes);
            return file.Format == FileFormat.Pickle ? bytes : file.Data;
        }
        catch (PickleFormatException) when (System.Text.Unicode.Utf8.IsValid(bytes.Span) && bytes.Span.IndexOfAnyInRange((byte)0, (byte)8) < 0)
        {
            // A line of text may begin as a zlib stream does: x, and a space.
            isText = true;
            return bytes;
        }
    }
}
