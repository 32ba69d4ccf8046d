using System.Runtime.CompilerServices;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>DecisionTreeRegressor, ExtraTreeRegressor, RandomForestRegressor, ExtraTreesRegressor: the mean of the values of the
/// leaves.</summary>
internal sealed class TreeRegressor : TreeEstimator
{
    private readonly LeafKernel _kernel;

    internal TreeRegressor(EstimatorInfo info, TreeEnsembleForm form, InputContract inputs)
        : base(info, form, inputs)
    {
        _kernel = new LeafKernel(ReadLeaves(Trees[0].OutputCount, Convert));
    }

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Predict ? _kernel : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        double[] values = _kernel.Values.Of(x);
        return _kernel.OutputCount == 1 ? NDArray.Of(values) : NDArray.Of(values, x.RowCount, _kernel.OutputCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert(DecisionTree tree, ReadOnlySpan<int> nodes, Span<double> leaves)
    {
        int stride = tree.ValueCount / tree.OutputCount;
        ReadOnlySpan<double> values = tree.Values;
        int at = 0;
        foreach (int node in nodes)
        {
            for (int k = 0; k < tree.OutputCount; k++)
            {
                leaves[at++] = values[(node * tree.ValueCount) + (k * stride)];
            }
        }
    }
}
