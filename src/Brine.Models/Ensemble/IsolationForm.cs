namespace Brine.Models;

/// <summary>The form of IsolationForest: the score of a row is <c>-2 ** (-depth / Denominator)</c>, of the sum of its path lengths over the
/// trees.</summary>
public sealed record IsolationForm : EstimatorForm
{
    internal IsolationForm(TreeEnsembleForm trees) => Trees = trees;

    /// <summary>The trees, whose leaves are worth the length of the path to them.</summary>
    public TreeEnsembleForm Trees { get; }

    /// <summary>The number of trees times the average path length of a tree over <c>max_samples_</c> rows; where it is 0 each score is
    /// -0.5.</summary>
    public double Denominator { get; init; }

    /// <summary><c>offset_</c>, which is taken from a score to make it a decision: -0.5 before 0.20.</summary>
    public double Offset { get; init; }

    /// <summary>Decisions below it are those of outliers: 0, but <c>threshold_</c> before 0.22 where the offset does not hold
    /// it.</summary>
    public double Threshold { get; init; }

    /// <summary>True where a decision at the threshold is an outlier's too, as before 0.20.</summary>
    internal bool TakesThreshold { get; init; }

    /// <summary>True for <c>score_samples</c>, from 0.20 on.</summary>
    internal bool ScoresRows { get; init; } = true;

    /// <summary>True where paths are averaged over the trees before they are compared with the average, before 0.21.</summary>
    internal bool Averages { get; init; }

    /// <summary>The average path length of a tree that isolates so many rows.</summary>
    internal Func<double, double> AveragePathLength { get; init; } = IsolationForest.AveragePathLength;
}
