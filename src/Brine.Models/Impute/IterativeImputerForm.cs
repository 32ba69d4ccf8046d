namespace Brine.Models;

/// <summary>The form of IterativeImputer: gaps are filled in by a simple imputer, and then predicted, column by column, by models of the
/// other columns.</summary>
public sealed record IterativeImputerForm : EstimatorForm
{
    internal IterativeImputerForm(MissingValue missing, Estimator initial, IReadOnlyList<ImputationStep> steps, Estimator? indicator)
    {
        Missing = missing;
        Initial = initial;
        Steps = steps;
        Indicator = indicator;
        var children = new List<EstimatorChild> { new("initial_imputer_", initial) };
        children.AddRange(steps.Select((step, i) => new EstimatorChild($"imputation_sequence_[{i}]", step.Estimator)));
        if (indicator is not null)
        {
            children.Add(new EstimatorChild("indicator_", indicator));
        }

        Children = children;
    }

    /// <summary>The value that counts as missing.</summary>
    public MissingValue Missing { get; }

    /// <summary>The SimpleImputer that fills all gaps first.</summary>
    public Estimator Initial { get; }

    /// <summary><c>imputation_sequence_</c>, of all rounds.</summary>
    public IReadOnlyList<ImputationStep> Steps { get; }

    /// <summary>The MissingIndicator whose marks stand behind the filled columns (<c>add_indicator</c>), or null.</summary>
    public Estimator? Indicator { get; }

    /// <summary>The bounds of the predictions of each column that comes out.</summary>
    public required IReadOnlyList<(double Low, double High)> Bounds { get; init; }

    /// <summary>The columns that were empty in training: true where one was.</summary>
    public required IReadOnlyList<bool> IsEmpty { get; init; }

    /// <summary>True where columns that were empty in training come out too (<c>keep_empty_features</c>).</summary>
    public bool KeepsEmpty { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }

    /// <summary>True where columns that are not empty count as missing altogether, which versions before 1.6 did with
    /// <c>keep_empty_features</c>.</summary>
    internal bool PredictsAll { get; init; }
}
