using Brine.Models;

namespace Brine;

/// <summary>How data for a model is read.</summary>
public sealed record DataOptions
{
    /// <summary>The options that find everything out.</summary>
    public static DataOptions Default { get; } = new();

    /// <summary>
    /// The model that the data is for, or null. What it knows of its columns says how text is read: categories that are text stay text,
    /// words for bools find the bools.
    /// </summary>
    public Estimator? Estimator { get; init; }

    /// <summary>How a CSV is written, where that should not be found out.</summary>
    public CsvOptions Csv { get; init; } = CsvOptions.Default;

    /// <summary>Told of what was made of data that can be read in two ways.</summary>
    public Action<string>? OnNote { get; init; }

    /// <summary>The columns to take, by name, or by number from 0 where they have no names; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The forms of tables that packages of their own read; none when left out.</summary>
    public IReadOnlyList<TableFormat> Formats { get; init; } = [];

    /// <summary>The sheet of a workbook, by name or by number from 0; null for the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>How many rows are read at most, from the first on; null for all. What a column is, is then what these rows show.</summary>
    public long? Limit { get; init; }

    /// <summary>True to keep rows of a CSV with too many or too few fields aside, which are refused otherwise.</summary>
    internal bool KeepsRagged { get; init; }

    /// <summary>Columns that the model does not get, such as the target of a score, by name or by number from 0: they stand behind
    /// <see cref="Columns"/>, or where they are in the file.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The order and the gaps of the columns of an <c>.npz</c>, or null where nothing is known of them but the archive.</summary>
    public NpzOptions? Npz { get; init; }
}
