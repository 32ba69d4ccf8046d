namespace Brine.Models;

/// <summary>What a function of numpy does to the shape of an array.</summary>
internal enum ShapeKind
{
    /// <summary>Nothing: a frame becomes an array.</summary>
    Same,

    /// <summary>One dimension, row by row.</summary>
    Ravel,

    /// <summary>Dimensions of length one are dropped.</summary>
    Squeeze,
}
