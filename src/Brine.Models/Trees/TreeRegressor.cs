using Brine.Arrays;

namespace Brine.Models;

/// <summary>DecisionTreeRegressor, ExtraTreeRegressor, RandomForestRegressor, ExtraTreesRegressor: the mean of the values of the leaves.</summary>
internal sealed class TreeRegressor : TreeEstimator
{
    private readonly LeafKernel _kernel;

    internal TreeRegressor(EstimatorReader reader, bool isForest)
        : base(reader, isForest)
    {
        _kernel = new LeafKernel(ReadLeaves(Trees[0].OutputCount, Convert));
    }

    public override Methods Methods => Methods.Predict | Methods.Apply | Methods.DecisionPath;

    public override RowKernel? Kernel(Methods method) => method == Methods.Predict ? _kernel : null;

    private protected override Answer Predict(Features x)
    {
        double[] values = _kernel.Values.Mean(x);
        return _kernel.OutputCount == 1 ? NDArray.Of(values) : NDArray.Of(values, x.RowCount, _kernel.OutputCount);
    }

    private static void Convert(TreeNodes tree, ReadOnlySpan<double> node, Span<double> leaf)
    {
        for (int k = 0; k < leaf.Length; k++)
        {
            leaf[k] = node[k * tree.MaxClassCount];
        }
    }
}
