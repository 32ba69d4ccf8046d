using Brine.Arrays;

namespace Brine.Models;

/// <summary>RandomTreesEmbedding: the leaf of each tree, one-hot encoded.</summary>
internal sealed class RandomTreesEmbedding : TreeEstimator
{
    private readonly EmbeddingForm _form;

    internal RandomTreesEmbedding(EstimatorInfo info, EmbeddingForm form, InputContract inputs)
        : base(info, form.Trees, inputs) => _form = form;

    public override EstimatorForm Form => _form;

    public override Methods Methods =>
        Methods.Apply | Methods.DecisionPath | Methods.Transform | (_form.LeafNames is null ? Methods.None : Methods.GetFeatureNamesOut);

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        _form.LeafNames ?? throw Unsupported(Methods.GetFeatureNamesOut);

    private protected override Features TransformCore(Features x)
    {
        double[] leaves = Array.ConvertAll(FindNodes(x, Check), node => (double)node);
        return _form.Encoder.Transform(new Matrix(x.RowCount, Trees.Count, leaves, DType.Int64));
    }
}
