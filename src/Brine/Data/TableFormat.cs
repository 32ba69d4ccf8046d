using Brine.Containers;

namespace Brine;

/// <summary>
/// A form of tables that a package of its own reads and writes: Parquet, Arrow, Excel. <see cref="DataOptions.Formats"/>
/// says which are at hand.
/// </summary>
public abstract class TableFormat
{
    /// <summary>The format, as it is known by its content.</summary>
    public abstract FileFormat Format { get; }

    /// <summary>What people call it.</summary>
    public abstract string Name { get; }

    /// <summary>The endings of the names of files that are written so, such as <c>.parquet</c>; none where it is only read.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>What such a file is called where it is sent, such as <c>application/vnd.apache.parquet</c>; the first is the usual
    /// one.</summary>
    public virtual IReadOnlyList<string> ContentTypes => [];

    /// <summary>True where rows are read some at a time; false where a file is read at once.</summary>
    public virtual bool IsStreamed => true;

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file, which can be read from any place; the reader closes it.</param>
    /// <param name="options">How the file is read.</param>
    /// <exception cref="ModelInputException">The file is corrupt, or holds what is no table.</exception>
    public abstract TableReader Open(Stream file, TableReadOptions options);

    /// <summary>Begins a file; the first rows say what its columns are.</summary>
    /// <param name="output">Where the file goes; it is not closed.</param>
    /// <exception cref="NotSupportedException">The format is only read.</exception>
    public virtual TableWriter Create(Stream output) => throw new NotSupportedException($"{Name} is read and not written");

    /// <summary>Begins what is sent as one of the <see cref="ContentTypes"/>.</summary>
    /// <param name="output">Where it goes; it is not closed.</param>
    /// <param name="contentType">What it is called.</param>
    /// <exception cref="NotSupportedException">The format is only read.</exception>
    public virtual TableWriter Create(Stream output, string contentType) => Create(output);

    /// <summary>The format that a file of this name is written in, or null.</summary>
    internal static TableFormat? OfPath(IReadOnlyList<TableFormat> formats, string path) =>
        formats.FirstOrDefault(format => format.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase));

    /// <summary>The format that reads such files, or null.</summary>
    internal static TableFormat? Of(IReadOnlyList<TableFormat> formats, FileFormat format) =>
        formats.FirstOrDefault(known => known.Format == format);
}
