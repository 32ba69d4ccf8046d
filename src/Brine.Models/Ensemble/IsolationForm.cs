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

    /// <summary><c>offset_</c>: scores below it are those of outliers.</summary>
    public double Offset { get; init; }
}
