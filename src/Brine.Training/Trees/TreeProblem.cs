namespace Brine.Training;

/// <summary>What trees learn: rows in single precision, and the class or the number of each.</summary>
internal sealed class TreeProblem
{
    internal required TreeColumns Columns { get; init; }

    /// <summary>The class of each row; null of numbers.</summary>
    internal int[]? Classes { get; init; }

    internal int ClassCount { get; init; } = 1;

    /// <summary>The number of each row; null of classes.</summary>
    internal double[]? Numbers { get; init; }
}
