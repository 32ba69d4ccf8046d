using Brine.Arrays;

namespace Brine.Models;

/// <summary>KernelCenterer: takes means off a kernel matrix.</summary>
internal sealed class KernelCenterer : Estimator
{
    private readonly CenteringForm _form;
    private readonly double[] _means;

    internal KernelCenterer(EstimatorInfo info, CenteringForm form, bool named)
        : base(info)
    {
        _form = form;
        _means = [.. form.Means];
        Methods = Methods.Transform | (named ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => _means.Length;

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered("kernelcenterer", _means.Length);

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? new CenterKernel(this) : null;

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = NumpyPrecision.KeepFloats(x);
        var values = new double[matrix.Values.Length];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Center(matrix.Row(row), values.AsSpan(row * _means.Length, _means.Length), matrix.DType);
        }

        return new Matrix(matrix.RowCount, matrix.ColumnCount, values, matrix.DType);
    }

    private void Center(ReadOnlySpan<double> row, Span<double> output, DType dtype)
    {
        double mean = NumpyPrecision.Round(NumpyReductions.Sum(row, dtype.IsSingle()) / row.Length, dtype);
        for (int i = 0; i < row.Length; i++)
        {
            double value = NumpyPrecision.Round(row[i] - _means[i], dtype);
            output[i] = NumpyPrecision.Round(NumpyPrecision.Round(value - mean, dtype) + _form.Mean, dtype);
        }
    }

    private sealed class CenterKernel(KernelCenterer owner) : RowKernel
    {
        public override int InputCount => owner._means.Length;

        public override int OutputCount => owner._means.Length;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) =>
            owner.Center(row[..InputCount], output[..InputCount], DType.Float64);
    }
}
