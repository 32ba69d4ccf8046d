namespace Brine.Training;

/// <summary>What a <see cref="SimpleImputer"/> puts in the place of a missing value.</summary>
public enum ImputerStrategy
{
    /// <summary>The mean of the column.</summary>
    Mean,

    /// <summary>The median of the column.</summary>
    Median,

    /// <summary>The most frequent value of the column; the smallest of several.</summary>
    MostFrequent,

    /// <summary>A value that is given.</summary>
    Constant,
}
