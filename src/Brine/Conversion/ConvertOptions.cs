using Brine.Pickling;
using Brine.Tables;

namespace Brine;

/// <summary>How to convert a file.</summary>
public sealed record ConvertOptions
{
    /// <summary>The pickle protocol to write, that of the input when left out; of a skops file its own, 1 or 2, which is the
    /// default.</summary>
    public int? Protocol { get; init; }

    /// <summary>joblib's <c>compress</c>: <c>3</c>, <c>zlib:3</c>, <c>gzip:9</c>; null for what the output's extension says. <c>none</c>
    /// stores the arrays of an .npz as they are; a skops file takes that and zlib alone.</summary>
    public string? Compress { get; init; }

    /// <summary>The oldest joblib that must load a .joblib file, as <c>1.1</c>; null for 1.2 and later.</summary>
    public string? Joblib { get; init; }

    /// <summary>True to write what the output's form can hold and leave out the rest, which <see cref="OnNote"/> is told; a value that
    /// would lose data is refused otherwise.</summary>
    public bool AllowsLoss { get; init; }

    /// <summary>
    /// True to refuse also what would lose types alone: the dtypes of a table in a CSV, the classes of a model in JSON. They are told to
    /// <see cref="OnNote"/> otherwise, and all values are written.
    /// </summary>
    public bool KeepsTypes { get; init; }

    /// <summary>True to write the labels of a frame's rows in front of its columns.</summary>
    public bool KeepsIndex { get; init; }

    /// <summary>How a CSV to convert is written, where that should not be found out.</summary>
    public CsvOptions Csv { get; init; } = CsvOptions.Default;

    /// <summary>The forms of tables that packages of their own read and write; none when left out.</summary>
    public IReadOnlyList<TableFormat> Formats { get; init; } = [];

    /// <summary>The sheet of a workbook to convert, by name or by number from 0; null for the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>Told of everything that the output leaves out, and of what was made of a CSV that can be read in two ways.</summary>
    public Action<string>? OnNote { get; init; }

    /// <summary>How much the input may ask for.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
