using Brine.Arrays;

namespace Brine.Models;

/// <summary>KernelDensity: the log density of rows.</summary>
internal sealed class KernelDensity : Estimator
{
    private static readonly InputContract Doubles = new() { Precision = InputPrecision.Double };

    private readonly DensityTree _tree;

    internal KernelDensity(EstimatorInfo info, KernelDensityForm form)
        : base(info)
    {
        Form = form;
        _tree = new DensityTree(form);
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.ScoreSamples;

    public override int? FeatureCount => _tree.Dimension;

    public override InputContract Inputs(Methods method) => Doubles;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.ScoreSamples ? new DensityRowKernel(_tree) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.ScoreSamples ? NDArray.Of(new DensityRowKernel(_tree).RunAllCore(x.ToMatrix())) : base.Run(method, x, options);

    private sealed class DensityRowKernel(DensityTree tree) : RowKernel
    {
        public override int InputCount => tree.Dimension;

        public override int OutputCount => 1;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => output[0] = tree.LogDensity(row);
    }
}
