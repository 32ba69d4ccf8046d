namespace Brine.Models;

/// <summary>The state of a generator that a model keeps: numpy's <c>RandomState.get_state()</c>.</summary>
public sealed record RandomStateForm
{
    /// <summary>The 624 numbers of MT19937.</summary>
    public required IReadOnlyList<uint> Key { get; init; }

    /// <summary>How many of them are used up.</summary>
    public required int Position { get; init; }

    /// <summary>The second of two normal numbers that were drawn at once; null where there is none.</summary>
    public double? Kept { get; init; }
}
