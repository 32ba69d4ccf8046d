namespace Brine.Models;

/// <summary>What dtype a function of numpy gives.</summary>
internal enum UfuncKind
{
    /// <summary>Floats: bools and ints of 8 bits become float16, of 16 bits float32, wider ones float64.</summary>
    Float,

    /// <summary>The dtype of the values.</summary>
    Same,

    /// <summary>Bools.</summary>
    Predicate,
}
