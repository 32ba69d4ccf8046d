using Brine.Arrays;

namespace Brine.Models;

/// <summary>KernelDensity: the log density of rows.</summary>
internal sealed class KernelDensity : Estimator
{
    private static readonly InputContract Doubles = new() { Precision = InputPrecision.Double };

    private readonly DensityTree _tree;
    private readonly KernelDensityForm _form;

    internal KernelDensity(EstimatorInfo info, KernelDensityForm form)
        : base(info)
    {
        _form = form;
        _tree = new DensityTree(form);
    }

    public override EstimatorForm Form => _form;

    public override bool CanSample => _form.Kernel is DensityKernel.Gaussian or DensityKernel.TopHat;

    public override Methods Methods => Methods.ScoreSamples;

    public override int? FeatureCount => _tree.Dimension;

    public override InputContract Inputs(Methods method) => Doubles;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.ScoreSamples ? new DensityRowKernel(_tree) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.ScoreSamples ? NDArray.Of(new DensityRowKernel(_tree).RunAllCore(x.ToMatrix())) : base.Run(method, x, options);

    /// <summary>A row of the training for each, and a normal distribution around it, or a ball that is filled evenly.</summary>
    private protected override Answer SampleCore(int count, uint? seed)
    {
        if (!CanSample)
        {
            throw new UnsupportedModelException("UnsupportedOption",
                $"{ClassName} draws rows of the kernels gaussian and tophat alone, and this one has another", Path);
        }

        var random = new RandomState(seed ?? throw new ArgumentException(
            "sample of KernelDensity takes its random_state from the call: name a seed", nameof(seed)));
        int width = _form.Rows.Shape[1], rowCount = _form.Rows.Shape[0];
        double[] rows = _form.Rows.ToDoubles(), sums = Running(_form.Weights), drawn = new double[checked(count * width)];
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++)
        {
            double place = random.NextDouble();
            int found = sums.Length == 0 ? (int)(place * rowCount) : Array.FindIndex(sums, sum => sum >= place * sums[^1]);
            chosen[i] = found < 0 ? rowCount - 1 : found;
        }

        for (int i = 0; i < count; i++)
        {
            Span<double> row = drawn.AsSpan(i * width, width);
            foreach (ref double value in row)
            {
                value = random.NextNormal();
            }

            double distance = _form.Kernel == DensityKernel.Gaussian ? _form.Bandwidth : BallStep(row) * _form.Bandwidth;
            double length = _form.Kernel == DensityKernel.Gaussian ? 1 : Math.Sqrt(NumpyReductions.SquaredNorm(row));
            for (int column = 0; column < width; column++)
            {
                row[column] = rows[(chosen[i] * width) + column] + (row[column] * (distance / length));
            }
        }

        return NDArray.Of(drawn, count, width);
    }

    /// <summary>How far from the center a normal direction goes, so that a ball of radius 1 is filled evenly.</summary>
    private static double BallStep(ReadOnlySpan<double> direction) => Math.Pow(
        IncompleteGamma.Lower(0.5 * direction.Length, 0.5 * NumpyReductions.SquaredNorm(direction)), 1.0 / direction.Length);

    private static double[] Running(IReadOnlyList<double>? weights)
    {
        double[] sums = [.. weights ?? []];
        for (int i = 1; i < sums.Length; i++)
        {
            sums[i] += sums[i - 1];
        }

        return sums;
    }

    private sealed class DensityRowKernel(DensityTree tree) : RowKernel
    {
        public override int InputCount => tree.Dimension;

        public override int OutputCount => 1;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) => output[0] = tree.LogDensity(row);
    }
}
