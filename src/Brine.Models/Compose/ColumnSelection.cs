namespace Brine.Models;

/// <summary>The columns that one transformer takes: by their place among the columns of the training, or by their names.</summary>
internal sealed class ColumnSelection
{
    private ColumnSelection(int[]? indices, IReadOnlyList<string>? names)
    {
        Indices = indices;
        Names = names;
    }

    /// <summary>The places, or null where the file has only names.</summary>
    internal int[]? Indices { get; }

    /// <summary>The names, where there are no places.</summary>
    internal IReadOnlyList<string>? Names { get; }

    internal bool IsEmpty => (Indices?.Length ?? Names!.Count) == 0;

    internal static ColumnSelection At(int[] indices) => new(indices, null);

    internal static ColumnSelection Called(IReadOnlyList<string> names) => new(null, names);

    /// <summary>An error about some of the columns, which counts them from the first of these.</summary>
    internal static ModelInputException InPart(ModelInputException error, IReadOnlyList<int> columns) =>
        new(error.Code, $"{error.Message} (it is given the column{(columns.Count == 1 ? "" : "s")} {string.Join(", ", columns.Take(20))}{(columns.Count > 20 ? "..." : "")})");

    /// <summary>The names of the columns, when all columns are named so.</summary>
    internal IReadOnlyList<string>? NamesOf(IReadOnlyList<string>? all) =>
        Names ?? (all is null ? InputNames.Numbered(Indices!.Max() + 1) : all) switch
        {
            { } names => [.. Indices!.Select(index => index < names.Count ? names[index] : throw new ModelInputException("InputColumns", $"there are {names.Count} column names and column {index} is asked for"))],
            _ => null,
        };
}
