using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The kernel of a row with each support vector, as libsvm's <c>Kernel::k_function</c>: products and squares are added from the first feature to
/// the last. Eight support vectors are computed side by side, each sum in its own lane.
/// </summary>
internal sealed class SupportVectors
{
    private const int Lanes = 8;

    private readonly KernelKind _kind;
    private readonly double _gamma;
    private readonly double _constant;
    private readonly int _degree;
    private readonly double[] _blocks;
    private readonly int[] _places;

    internal SupportVectors(EstimatorReader reader)
    {
        _kind = Parse(reader);
        NDArray? dense = NDArray.From(reader.Value("support_vectors_"));
        CsrMatrix? sparse = dense is null ? CsrMatrix.From(reader.Value("support_vectors_")) : null;
        _places = Array.ConvertAll(reader.Array("support_").ToInt64s(), value => checked((int)value));
        Count = _places.Length;
        if (_kind == KernelKind.Precomputed)
        {
            int[] shape = reader.Value("shape_fit_").As<PyTuple>() is { } fit ? NDArray.ReadShape(fit) : [];
            Features = shape.Length == 2 ? shape[1] : reader.FeatureCount ?? throw reader.Missing("shape_fit_");
            _blocks = [];
            if (_places.Any(place => (uint)place >= (uint)Features))
            {
                throw Corrupt(reader);
            }

            return;
        }

        int rows = dense is { Rank: 2 } ? dense.Shape[0] : sparse?.RowCount ?? throw Corrupt(reader);
        Features = dense is not null ? dense.Shape[1] : sparse!.ColumnCount;
        if (rows != Count)
        {
            throw Corrupt(reader);
        }

        double[] vectors = dense is not null ? dense.ToDoubles() : sparse!.ToDense();
        _blocks = Interleave(vectors, Count, Features);
        _gamma = reader.Double("_gamma", 0);
        _constant = reader.Double("coef0", 0);
        _degree = reader.Int("degree", 3);
    }

    internal int Count { get; }

    internal int Features { get; }

    /// <summary>Fills in the kernel with each support vector.</summary>
    internal void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        if (_kind == KernelKind.Precomputed)
        {
            for (int i = 0; i < Count; i++)
            {
                output[i] = row[_places[i]];
            }

            return;
        }

        if (_kind == KernelKind.Rbf)
        {
            SquaredDistances(row, output);
            for (int i = 0; i < Count; i++)
            {
                output[i] = Math.Exp(-_gamma * output[i]);
            }

            return;
        }

        Products(row, output);
        switch (_kind)
        {
            case KernelKind.Polynomial:
                for (int i = 0; i < Count; i++)
                {
                    output[i] = Power((_gamma * output[i]) + _constant, _degree);
                }

                break;
            case KernelKind.Sigmoid:
                for (int i = 0; i < Count; i++)
                {
                    output[i] = Math.Tanh((_gamma * output[i]) + _constant);
                }

                break;
        }
    }

    private void SquaredDistances(ReadOnlySpan<double> row, Span<double> output)
    {
        ReadOnlySpan<Vector512<double>> block = MemoryMarshal.Cast<double, Vector512<double>>(_blocks);
        for (int first = 0; first < Count; first += 2 * Lanes)
        {
            bool isPair = first + Lanes < Count;
            Vector512<double> a = default, b = default;
            ReadOnlySpan<Vector512<double>> left = block[..row.Length], right = isPair ? block.Slice(row.Length, row.Length) : left;
            for (int f = 0; f < row.Length; f++)
            {
                Vector512<double> x = Vector512.Create(row[f]);
                Vector512<double> da = x - left[f], db = x - right[f];
                a += da * da;
                b += db * db;
            }

            Store(a, first, output);
            if (isPair)
            {
                Store(b, first + Lanes, output);
                block = block[(2 * row.Length)..];
            }
        }
    }

    private void Products(ReadOnlySpan<double> row, Span<double> output)
    {
        ReadOnlySpan<Vector512<double>> block = MemoryMarshal.Cast<double, Vector512<double>>(_blocks);
        for (int first = 0; first < Count; first += Lanes)
        {
            Vector512<double> sum = default;
            ReadOnlySpan<Vector512<double>> vectors = block[..row.Length];
            for (int f = 0; f < row.Length; f++)
            {
                sum += Vector512.Create(row[f]) * vectors[f];
            }

            Store(sum, first, output);
            block = block[row.Length..];
        }
    }

    private void Store(Vector512<double> values, int first, Span<double> output)
    {
        if (first + Lanes <= Count)
        {
            values.CopyTo(output[first..]);
            return;
        }

        for (int lane = 0; first + lane < Count; lane++)
        {
            output[first + lane] = values[lane];
        }
    }

    /// <summary>libsvm's <c>powi</c>: squares, and multiplies where a bit of the exponent is set.</summary>
    private static double Power(double value, int times)
    {
        double result = 1.0;
        for (; times > 0; times /= 2)
        {
            if (times % 2 == 1)
            {
                result *= value;
            }

            value *= value;
        }

        return result;
    }

    /// <summary>Eight vectors to a block, feature by feature; the last block is filled up with zeros.</summary>
    private static double[] Interleave(double[] vectors, int count, int features)
    {
        int blocks = (count + Lanes - 1) / Lanes;
        var interleaved = new double[blocks * features * Lanes];
        for (int i = 0; i < count; i++)
        {
            int start = (i / Lanes * features * Lanes) + (i % Lanes);
            for (int f = 0; f < features; f++)
            {
                interleaved[start + (f * Lanes)] = vectors[(i * features) + f];
            }
        }

        return interleaved;
    }

    private static KernelKind Parse(EstimatorReader reader) => reader.Text("kernel") switch
    {
        "linear" => KernelKind.Linear,
        "poly" => KernelKind.Polynomial,
        "rbf" => KernelKind.Rbf,
        "sigmoid" => KernelKind.Sigmoid,
        "precomputed" => KernelKind.Precomputed,
        { } other => throw reader.Unsupported($"kernel '{other}'"),
        null => throw reader.Unsupported(reader.ValueOrNone("kernel").As<PyGlobal>() is { } function ? $"a kernel function of its own, {function.FullName}" : "a kernel function of its own"),
    };

    private static PickleFormatException Corrupt(EstimatorReader reader) =>
        new("FormatModel", $"the support vectors of {reader.ClassName} at {reader.Path} do not fit its other arrays; the file is corrupt");
}
