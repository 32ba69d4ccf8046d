using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <summary>Before the clip an output is finite only where the value is. A division takes so long that a pass before it costs
    /// nothing.</summary>
    private protected override bool ChecksRow => !_divides;

    /// <summary>A clip makes a number of infinity; nothing else does.</summary>
    internal override bool CarriesNonFinite => _clip is null;

    internal static ColumnKernel SubtractThenDivide(double[] offsets, double[] scales, (double Low, double High)? clip = null,
        bool roundsCoefficients = false) => new(offsets, scales, divides: true, clip, roundsCoefficients);

    internal static ColumnKernel MultiplyThenAdd(double[] scales, double[] offsets, (double Low, double High)? clip = null,
        bool roundsCoefficients = false) => new(offsets, scales, divides: false, clip, roundsCoefficients);

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        row = row[.._scales.Length];
        if (_divides)
        {
            Divide(row, output[.._scales.Length]);
        }
        else if (!Multiply(row, output[.._scales.Length]))
        {
            RequireValues(row);
        }

        Clip(output[.._scales.Length]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void RunRowsCore(ReadOnlySpan<double> rows, int count, Span<double> outputs)
    {
        int width = _scales.Length;
        for (int row = 0; row < count; row++)
        {
            if (_divides)
            {
                Divide(rows.Slice(row * width, width), outputs.Slice(row * width, width));
            }
            else
            {
                Multiply(rows.Slice(row * width, width), outputs.Slice(row * width, width));
            }
        }

        Clip(outputs[..(count * width)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Divide(ReadOnlySpan<double> row, Span<double> output)
    {
        ref double input = ref MemoryMarshal.GetReference(row), result = ref MemoryMarshal.GetReference(output);
        ref double offset = ref MemoryMarshal.GetArrayDataReference(_offsets), scale = ref MemoryMarshal.GetArrayDataReference(_scales);
        nuint i = 0, count = (nuint)row.Length, whole = count - (count % (nuint)Vector<double>.Count);
        for (; i < whole; i += (nuint)Vector<double>.Count)
        {
            Vector<double> values = Vector.LoadUnsafe(ref input, i) - Vector.LoadUnsafe(ref offset, i);
            (values / Vector.LoadUnsafe(ref scale, i)).StoreUnsafe(ref result, i);
        }

        for (int at = (int)i; at < row.Length; at++)
        {
            output[at] = (row[at] - _offsets[at]) / _scales[at];
        }
    }

    /// <returns>True when all outputs are finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Multiply(ReadOnlySpan<double> row, Span<double> output)
    {
        ref double input = ref MemoryMarshal.GetReference(row), result = ref MemoryMarshal.GetReference(output);
        ref double offset = ref MemoryMarshal.GetArrayDataReference(_offsets), scale = ref MemoryMarshal.GetArrayDataReference(_scales);
        nuint i = 0, count = (nuint)row.Length, whole = count - (count % (nuint)Vector<double>.Count);
        Vector<double> bits = Vector<double>.Zero;
        for (; i < whole; i += (nuint)Vector<double>.Count)
        {
            Vector<double> values =
                (Vector.LoadUnsafe(ref input, i) * Vector.LoadUnsafe(ref scale, i)) + Vector.LoadUnsafe(ref offset, i);
            values.StoreUnsafe(ref result, i);

            // Zero for finite numbers, NaN for all others; no bit of a NaN's is lost in an or.
            bits |= values - values;
        }

        double rest = 0;
        for (int at = (int)i; at < row.Length; at++)
        {
            double value = (row[at] * _scales[at]) + _offsets[at];
            output[at] = value;
            rest += value - value;
        }

        return bits == Vector<double>.Zero && rest == 0;
    }

    /// <summary>All rows, rounded after each step where the matrix is of half or single precision, as numpy's in-place operators
    /// round.</summary>
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
