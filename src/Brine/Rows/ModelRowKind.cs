namespace Brine;

/// <summary>What the values of a column of an <see cref="IModelRow{TSelf}"/> are to the model.</summary>
public enum ModelRowKind
{
    /// <summary>float64: double, float and decimal; NaN where one is null.</summary>
    Number,

    /// <summary>int64: ints of up to 64 bits; float64 with NaN where one is null, as in pandas.</summary>
    Whole,

    /// <summary>bool; an object column where one is null, as in pandas.</summary>
    Bool,

    /// <summary>Text: strings and the names of enums; a gap where one is null, which is then what it was in training.</summary>
    Text,

    /// <summary>datetime64[ns]; NaT where one is null.</summary>
    Time,
}
