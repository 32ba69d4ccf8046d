namespace Brine;

/// <summary>The bytes of a file of rows, unpacked where it is packed, and how far they have been read.</summary>
/// <param name="file">The file as it lies on disk.</param>
/// <param name="content">Its content: the file itself, or what unpacks it.</param>
internal sealed class RowStream(FileStream file, Stream content) : IDisposable
{
    internal Stream Content => content;

    /// <summary>Which share of the file has been read, from 0 to 1.</summary>
    internal double Share => Math.Min(1, file.Position / Math.Max(1.0, file.Length));

    public void Dispose()
    {
        content.Dispose();
        file.Dispose();
    }
}
