namespace Brine.Models;

/// <summary>In which precision a value meets the threshold of a split.</summary>
public enum SplitPrecision
{
    /// <summary>The value is rounded to float32 first.</summary>
    Single,

    /// <summary>The value is compared as it is, in float64; it may be infinite.</summary>
    Double,
}
