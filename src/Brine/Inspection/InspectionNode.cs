namespace Brine;

/// <summary>One line of what is in a file, and what stands below it.</summary>
/// <param name="Name">What the value is called where it stands: an attribute, a key, an index.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Children">Its parts.</param>
public sealed record InspectionNode(string Name, string Summary, IReadOnlyList<InspectionNode> Children)
{
    /// <summary>True where the value has parts that <see cref="Children"/> does not show, for <see cref="InspectOptions"/> asks for
    /// less.</summary>
    public bool IsFolded { get; init; }
}
