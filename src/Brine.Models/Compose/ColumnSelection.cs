namespace Brine.Models;

/// <summary>The columns that one transformer takes: by their place among the columns of the training, or by their names.</summary>
public sealed record ColumnSelection
{
    private readonly int[]? _places;

    private ColumnSelection(int[]? places, IReadOnlyList<string>? names)
    {
        _places = places;
        Indices = places is null ? null : Array.AsReadOnly(places);
        Names = names;
    }

    /// <summary>The places, counted from 0, or null where the file has only names.</summary>
    public IReadOnlyList<int>? Indices { get; }

    /// <summary>The names, where there are no places; else null.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The places as an array, for loops.</summary>
    internal int[]? Places => _places;

    internal bool IsEmpty => (Indices?.Count ?? Names!.Count) == 0;

    internal static ColumnSelection At(int[] indices) => new(indices, null);

    internal static ColumnSelection Called(IReadOnlyList<string> names) => new(null, names);

    /// <summary>An error about some of the columns, which counts them from the first of these.</summary>
    internal static ModelInputException InPart(ModelInputException error, IReadOnlyList<int> columns) =>
        error.Column is { } column && column < columns.Count
        ? new(error.Code, error.Message.Replace($"column {column}", $"column {columns[column]}", StringComparison.Ordinal))
            { Column = columns[column] }
        : new(error.Code,
            $"{error.Message} (it is given the column{(columns.Count == 1 ? "" : "s")} "
                + $"{string.Join(", ", columns.Take(20))}{(columns.Count > 20 ? "..." : "")})");

    /// <summary>The names of the columns, when all columns are named so.</summary>
    internal IReadOnlyList<string>? NamesOf(IReadOnlyList<string>? all) =>
        Names ?? (all is null ? InputNames.Numbered(_places!.Max() + 1) : all) switch
        {
            { } names =>
                [.. _places!.Select(
                    index => index < names.Count ? names[index]
                        : throw new ModelInputException("InputColumns",
                            $"there are {names.Count} column names and column {index} is asked for"))],
            _ => null,
        };
}
