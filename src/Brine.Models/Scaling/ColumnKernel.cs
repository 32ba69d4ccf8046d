using System.Numerics;
using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>
/// Two steps on each column, in the order of scikit-learn's scalers: <c>(x - offset) / scale</c>, or its inverse <c>x * scale + offset</c>;
/// then a clip where there is one. A step that does nothing has the neutral number: 1, and -0 for a sum (x + -0 is x, of either sign).
/// </summary>
internal sealed class ColumnKernel : RowKernel
{
    private readonly double[] _offsets;
    private readonly double[] _scales;
    private readonly bool _divides;
    private readonly (double Low, double High)? _clip;

    // numpy brings offsets and scales to the dtype of the data before it computes (StandardScaler from 1.8).
    private readonly bool _roundsCoefficients;

    private ColumnKernel(double[] offsets, double[] scales, bool divides, (double Low, double High)? clip, bool roundsCoefficients)
    {
        _offsets = offsets;
        _scales = scales;
        _divides = divides;
        _clip = clip;
        _roundsCoefficients = roundsCoefficients;
    }

    public override int InputCount => _scales.Length;

    public override int OutputCount => _scales.Length;

    internal static ColumnKernel SubtractThenDivide(double[] offsets, double[] scales, (double Low, double High)? clip = null, bool roundsCoefficients = false) => new(offsets, scales, divides: true, clip, roundsCoefficients);

    internal static ColumnKernel MultiplyThenAdd(double[] scales, double[] offsets, (double Low, double High)? clip = null, bool roundsCoefficients = false) => new(offsets, scales, divides: false, clip, roundsCoefficients);

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        int count = _scales.Length;
        row = row[..count];
        output = output[..count];
        ReadOnlySpan<Vector<double>> rows = MemoryMarshal.Cast<double, Vector<double>>(row);
        ReadOnlySpan<Vector<double>> offsets = MemoryMarshal.Cast<double, Vector<double>>((ReadOnlySpan<double>)_offsets)[..rows.Length];
        ReadOnlySpan<Vector<double>> scales = MemoryMarshal.Cast<double, Vector<double>>((ReadOnlySpan<double>)_scales)[..rows.Length];
        Span<Vector<double>> outputs = MemoryMarshal.Cast<double, Vector<double>>(output)[..rows.Length];
        if (_divides)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                outputs[i] = (rows[i] - offsets[i]) / scales[i];
            }
        }
        else
        {
            for (int i = 0; i < rows.Length; i++)
            {
                outputs[i] = (rows[i] * scales[i]) + offsets[i];
            }
        }

        for (int i = rows.Length * Vector<double>.Count; i < row.Length; i++)
        {
            output[i] = _divides ? (row[i] - _offsets[i]) / _scales[i] : (row[i] * _scales[i]) + _offsets[i];
        }

        Clip(output);
    }

    /// <summary>All rows, rounded after each step where the matrix is of half or single precision, as numpy's in-place operators round.</summary>
    internal Matrix Apply(Matrix matrix)
    {
        if (matrix.DType.ItemSize >= 8)
        {
            return new Matrix(matrix.RowCount, matrix.ColumnCount, RunAll(matrix));
        }

        double[] offsets = _roundsCoefficients ? NumpyPrecision.Round(_offsets, matrix.DType) : _offsets;
        double[] scales = _roundsCoefficients ? NumpyPrecision.Round(_scales, matrix.DType) : _scales;
        var values = new double[matrix.Values.Length];
        for (int start = 0; start < values.Length; start += scales.Length)
        {
            for (int i = 0; i < scales.Length; i++)
            {
                double value = matrix.Values[start + i];
                value = NumpyPrecision.Round(_divides ? value - offsets[i] : value * scales[i], matrix.DType);
                values[start + i] = NumpyPrecision.Round(_divides ? value / scales[i] : value + offsets[i], matrix.DType);
            }
        }

        Clip(values);
        return new Matrix(matrix.RowCount, matrix.ColumnCount, values, matrix.DType);
    }

    /// <summary>numpy's <c>clip</c>: NaN stays, a value equal to a bound becomes the bound (its sign of zero too).</summary>
    private void Clip(Span<double> values)
    {
        if (_clip is not { } clip)
        {
            return;
        }

        foreach (ref double value in values)
        {
            double atLeast = value > clip.Low || double.IsNaN(value) ? value : clip.Low;
            value = atLeast < clip.High || double.IsNaN(atLeast) ? atLeast : clip.High;
        }
    }
}
