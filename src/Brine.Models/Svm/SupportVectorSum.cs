using Brine.Pickling;

namespace Brine.Models;

/// <summary>libsvm's <c>svm_predict_values</c> for regression: the coefficients times the kernels, in order, less rho.</summary>
internal sealed class SupportVectorSum : RowKernel
{
    private readonly SupportVectors _vectors;
    private readonly double[] _coefficients;
    private readonly double _intercept;

    internal SupportVectorSum(EstimatorReader reader)
    {
        _vectors = new SupportVectors(reader);
        _coefficients = DualCoefficients.Read(reader, out int rows);
        double[] intercepts = reader.Doubles("_intercept_", "intercept_");
        if (rows != 1 || _coefficients.Length != _vectors.Count || intercepts.Length != 1)
        {
            throw new PickleFormatException("FormatModel", $"the coefficients of {reader.ClassName} at {reader.Path} do not fit its support vectors; the file is corrupt");
        }

        _intercept = intercepts[0];
    }

    public override int InputCount => _vectors.Features;

    public override int OutputCount => 1;

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        double[] kernels = System.Buffers.ArrayPool<double>.Shared.Rent(Math.Max(1, _vectors.Count));
        _vectors.Run(row, kernels);
        double sum = 0;
        for (int i = 0; i < _coefficients.Length; i++)
        {
            sum += _coefficients[i] * kernels[i];
        }

        output[0] = sum + _intercept;
        System.Buffers.ArrayPool<double>.Shared.Return(kernels);
    }
}
