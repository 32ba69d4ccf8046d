namespace Brine.Models;

/// <summary>What a method makes of the numbers before it computes.</summary>
public enum InputPrecision
{
    /// <summary>Nothing: float32 stays float32.</summary>
    Kept,

    /// <summary>Everything becomes float64.</summary>
    Double,

    /// <summary>Everything becomes float32: what is too large for it is refused.</summary>
    Single,
}
