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

    /// <summary>Nothing, and float32 is refused: the training was in float64, and Python's compiled code takes both in one
    /// precision.</summary>
    OnlyDouble,

    /// <summary>Nothing, and all but float32 is refused: the training was in float32.</summary>
    OnlySingle,
}
