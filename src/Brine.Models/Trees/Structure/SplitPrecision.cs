namespace Brine.Models;

/// <summary>In which precision a value meets the threshold of a split.</summary>
public enum SplitPrecision
{
    /// <summary>The value is rounded to float32 first.</summary>
    Single,
}
