namespace Brine.Models;

/// <summary>The form of KBinsDiscretizer: each column in bins.</summary>
public sealed record BinsForm : EstimatorForm
{
    internal BinsForm(IReadOnlyList<IReadOnlyList<double>> edges, Estimator? encoder)
    {
        Edges = edges;
        Encoder = encoder;
        Children = encoder is null ? [] : [new EstimatorChild("_encoder", encoder)];
    }

    /// <summary><c>bin_edges_</c>: the edges of the bins of each column, in order.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Edges { get; }

    /// <summary>The OneHotEncoder that follows; null where the numbers of the bins come out (<c>encode='ordinal'</c>).</summary>
    public Estimator? Encoder { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }

    /// <summary>True where a number almost at an edge counts as at it (before 1.1).</summary>
    internal bool HasTolerance { get; init; }

    /// <summary>One for each column, true where its edges are float32, and so is the middle between two of them.</summary>
    internal IReadOnlyList<bool> HasSingleEdges { get; init; } = [];

    /// <summary>True where all answers are float32, false where all are float64, null where they are as the data.</summary>
    internal bool? IsSingle { get; init; }
}
