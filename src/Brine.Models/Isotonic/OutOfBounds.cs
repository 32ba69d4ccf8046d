namespace Brine.Models;

/// <summary>What becomes of numbers beyond those of the training (<c>out_of_bounds</c>).</summary>
public enum OutOfBounds
{
    /// <summary>They have no answer: NaN.</summary>
    Missing,

    /// <summary>They are moved to the bound.</summary>
    Clip,

    /// <summary>They are refused.</summary>
    Refuse,
}
