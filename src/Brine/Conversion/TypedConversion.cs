using Brine.Containers;

namespace Brine;

/// <summary>One typed table as another: rows flow from the reader of one format to the writer of the other, so that every kind is kept
/// and memory does not grow with the file.</summary>
internal static class TypedConversion
{
    private const int HeadBytes = 1 << 16;

    /// <summary>Converts a file where both formats are typed and the file is not packed.</summary>
    /// <returns>False where another way has to be taken.</returns>
    internal static bool TryRun(string input, string output, ConvertOptions options)
    {
        if (TableFormat.OfPath(options.Formats, output) is not { } target || !File.Exists(input) || options.Csv != CsvOptions.Default
            || SourceOf(input, options) is not { } source)
        {
            return false;
        }

        AtomicFile.Write(output, stream =>
        {
            using var buffered = new BufferedStream(stream, 1 << 18);
            using TableReader reader = source.Open(File.OpenRead(input), new TableReadOptions { Sheet = options.Sheet });
            using TableWriter writer = target.Create(buffered);
            for (Table? rows = reader.Read(); rows is not null; rows = reader.Read())
            {
                writer.Write(rows);
            }

            writer.Finish();
        });
        return true;
    }

    private static TableFormat? SourceOf(string path, ConvertOptions options)
    {
        using FileStream file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        ReadOnlySpan<byte> start = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return Detector.DetectCodec(start) == Codec.None
            && TableFormat.Of(options.Formats, Detector.DetectFormat(start)) is { IsStreamed: true } format && options.Sheet is null
                ? format : null;
    }
}
