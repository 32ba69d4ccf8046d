namespace Brine;

/// <summary>Facts about the columns <c>X.col.NAME</c> of an <c>.npz</c> that the archive itself does not hold.</summary>
public sealed record NpzOptions
{
    /// <summary>The names of the columns in their order, or null for all of them as they stand in the archive.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The rows of columns of text that are None, by the name of the array: <c>X.col.NAME</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Missing { get; init; } = new Dictionary<string, IReadOnlyList<int>>();
}
