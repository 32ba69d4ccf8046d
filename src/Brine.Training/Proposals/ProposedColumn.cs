namespace Brine.Training;

/// <summary>A column of a table, and what a proposed pipeline does with it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Use">What is done with it.</param>
/// <param name="HasGaps">True where values are missing.</param>
/// <param name="Reason">Why it is used so, in a few words.</param>
public sealed record ProposedColumn(string Name, ColumnUse Use, bool HasGaps, string Reason)
{
    /// <summary>True of numbers of which one is below 0.</summary>
    internal bool HasNegatives { get; init; }
}
