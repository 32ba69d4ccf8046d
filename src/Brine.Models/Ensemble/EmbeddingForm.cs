namespace Brine.Models;

/// <summary>The form of RandomTreesEmbedding: trees, and the encoder of their leaves.</summary>
public sealed record EmbeddingForm : EstimatorForm
{
    internal EmbeddingForm(TreeEnsembleForm trees, Estimator encoder)
    {
        Trees = trees;
        Encoder = encoder;
        Children = [new EstimatorChild("one_hot_encoder_", encoder)];
    }

    /// <summary>The trees.</summary>
    public TreeEnsembleForm Trees { get; }

    /// <summary>The encoder of the numbers of the leaves (<c>one_hot_encoder_</c>).</summary>
    public Estimator Encoder { get; }

    /// <summary>The names of the output columns, <c>randomtreesembedding_TREE_LEAF</c>; null in versions that have none.</summary>
    public IReadOnlyList<string>? LeafNames { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
