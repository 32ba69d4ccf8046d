using System.Text;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Reads what a model is asked about: CSV or TSV, JSON records, <c>.npy</c>, <c>.npz</c>. The content says which, not the name.</summary>
public static class DataFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelInputException">The data cannot be read.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    public static Features Read(string path) => Read(File.ReadAllBytes(path), CaseInfoFor(path));

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="ModelInputException">The data cannot be read.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    public static Features Read(ReadOnlyMemory<byte> bytes, CaseInfo? info = null)
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

        ReadOnlySpan<byte> start = span.TrimStart(" \t\r\n\ufeff"u8);
        if (start.StartsWith("{"u8) || start.StartsWith("[{"u8) || start.StartsWith("[["u8) || (start.StartsWith("["u8) && start[1..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]))
        {
            return JsonTable.Read(bytes);
        }

        if (span[..Math.Min(span.Length, 4096)].Contains((byte)0))
        {
            throw new ModelInputException("InputFormat", "the data is no CSV, JSON, .npy or .npz; it holds binary bytes");
        }

        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return Csv.Parse(reader);
        }
        catch (DecoderFallbackException)
        {
            // Read as something else, a name would quietly become another category.
            throw new ModelInputException("InputFormat", "the CSV is not UTF-8; save it as UTF-8");
        }
    }

    private static CaseInfo? CaseInfoFor(string path) => path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? CaseInfo.FindBeside(path) : null;
}
