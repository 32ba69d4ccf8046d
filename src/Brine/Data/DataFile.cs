using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Reads what a model is asked about: CSV or TSV, JSON records, <c>.npy</c>, <c>.npz</c>, a pickled frame or array. The content says which, not the name.</summary>
public static class DataFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="asDocuments">True to leave the fields of a CSV as text: no numbers, nothing missing.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelInputException">The data cannot be read.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    public static Features Read(string path, bool asDocuments = false)
    {
        ReadOnlyMemory<byte> bytes = FileContent.ReadAll(path, Limits.Default);
        return Read(bytes, Detector.DetectFormat(bytes.Span) == FileFormat.Zip ? CaseInfo.FindBeside(path) : null, asDocuments);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="info">The line of the manifest for an <c>.npz</c>, if there is one.</param>
    /// <param name="asDocuments">True to leave the fields of a CSV as text: no numbers, nothing missing.</param>
    /// <exception cref="ModelInputException">The data cannot be read.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    public static Features Read(ReadOnlyMemory<byte> bytes, CaseInfo? info = null, bool asDocuments = false)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        switch (Detector.DetectFormat(span))
        {
            case FileFormat.Npy:
                return Features.FromArray(NpyFormat.Read(bytes));
            case FileFormat.Zip:
                return NpzFeatures.Read(NpzFile.Read(bytes), info);
            case FileFormat.Html:
                throw new ModelInputException("InputFormat", "the data is a web page; the download went wrong: fetch the file itself");
            case FileFormat.GitLfsPointer:
                throw new ModelInputException("InputFormat", "the data is a Git LFS pointer, not the file it stands for; run 'git lfs pull' and try again");
        }

        if (PickledFeatures.IsPickle(span))
        {
            try
            {
                return PickledFeatures.Read(PickleFile.Read(bytes).Value);
            }
            catch (NotSupportedException error)
            {
                throw new ModelInputException("InputFormat", $"the data cannot be read: {error.Message}");
            }
        }

        ReadOnlySpan<byte> start = span.TrimStart(" \t\r\n\ufeff"u8);
        if (start.StartsWith("{"u8) || start.StartsWith("[{"u8) || start.StartsWith("[["u8) || (start.StartsWith("["u8) && start[1..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]))
        {
            return JsonTable.Read(bytes);
        }

        if (span[..Math.Min(span.Length, 4096)].Contains((byte)0))
        {
            throw new ModelInputException("InputFormat", "the data is no CSV, JSON, .npy, .npz or pickle; it holds binary bytes");
        }

        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return Csv.Parse(reader, asDocuments);
        }
        catch (DecoderFallbackException)
        {
            // Read as something else, a name would quietly become another category.
            throw new ModelInputException("InputFormat", "the CSV is not UTF-8; save it as UTF-8");
        }
    }
}
