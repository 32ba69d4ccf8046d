namespace Brine.Models;

/// <summary>
/// The form of gradient boosting: to a start for each sum, the values of the leaves of all trees are added, stage by stage. A stage has one
/// tree, or one for each class; its trees lie one after the other.
/// </summary>
public sealed record BoostingForm : EstimatorForm
{
    internal BoostingForm(TreeEnsembleForm trees, int treesPerStage)
    {
        Trees = trees;
        TreesPerStage = treesPerStage;
        Start = new double[treesPerStage];
    }

    /// <summary>The trees.</summary>
    public TreeEnsembleForm Trees { get; }

    /// <summary>How many trees a stage has, and how many sums a row: one, or as many as classes.</summary>
    public int TreesPerStage { get; }

    /// <summary>What the values of leaves are multiplied by before they are added.</summary>
    public double LearningRate { get; init; } = 1;

    /// <summary>Where the sums start, where <see cref="Initial"/> does not say it row by row.</summary>
    public IReadOnlyList<double> Start { get; init; }

    /// <summary>The estimator that says where the sums start (<c>init</c>), or null where all rows start alike.</summary>
    public InitialEstimator? Initial { get; init; }

    /// <summary>What encodes categories before the trees see them, or null.</summary>
    public Estimator? Preprocessor { get; init; }

    /// <summary>How the sums become answers.</summary>
    public BoostingLink Link { get; init; }

    /// <summary>The classes of a classifier; null for others.</summary>
    public Labels? Classes { get; init; }

    /// <summary>True where the sums of one row lie apart in Python's memory, so that numpy adds them one by one.</summary>
    internal bool IsColumnMajor { get; init; }

    /// <summary>True where <c>staged_decision_function</c> gives one dimension for two classes, as <c>decision_function</c> does.</summary>
    internal bool StagesAreFlat { get; init; }

    /// <summary>True where scipy's <c>logsumexp</c> has the form of 1.15.</summary>
    internal bool SplitsLogSumExp { get; init; }

    /// <summary>True where a class is picked by its sum, and not by its probability.</summary>
    internal bool PicksBySum { get; init; }

    /// <summary>True where a single sum of 0 picks the second class.</summary>
    internal bool ZeroPicksSecond { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children =>
        Initial is { } initial ? [new EstimatorChild("init_", initial.Estimator)]
        : Preprocessor is { } preprocessor ? [new EstimatorChild("_preprocessor", preprocessor)] : [];
}
