namespace Brine;

/// <summary>What a model tells of the values that a column had in its training.</summary>
internal sealed record InputHint
{
    /// <summary>A value to begin with: a number or a text; null where nothing is known.</summary>
    internal string? Default { get; init; }

    /// <summary>The least and the greatest number; null where nothing is known.</summary>
    internal (double Least, double Most)? Range { get; init; }

    /// <summary>What the range is: <c>hint.range</c> of the training, <c>hint.usual</c> of most of its rows, <c>hint.splits</c> where trees
    /// ask.</summary>
    internal string Kind { get; init; } = "hint.range";
}
