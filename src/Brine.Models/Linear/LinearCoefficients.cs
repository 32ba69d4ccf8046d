using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// <c>coef_</c> and <c>intercept_</c>, and the scores <c>X @ coef_.T + intercept_</c> (<c>safe_sparse_dot</c>) in the precision that Python
/// computes them in: float32 where both the rows and the coefficients are.
/// </summary>
internal sealed class LinearCoefficients
{
    private readonly DenseLayer<float>? _singles;

    /// <summary>float64 intercepts of float32 coefficients: the product is float32, the sum is not.</summary>
    private readonly double[]? _wideIntercepts;

    internal LinearCoefficients(EstimatorReader reader, string coefficientName = "coef_", bool takesScalar = false)
    {
        NDArray coefficients = Read(reader, coefficientName);
        IsScalar = takesScalar && coefficients.Rank == 0;
        if (coefficients.Rank > 2 || (coefficients.Rank == 0 && !takesScalar))
        {
            throw reader.Corrupt(coefficientName, $"it has {coefficients.Rank} dimensions");
        }

        IsVector = coefficients.Rank == 1;
        int outputs = IsVector || IsScalar ? 1 : coefficients.Shape[0], inputs = IsScalar ? 1 : coefficients.Shape[^1];
        if (outputs == 0)
        {
            throw reader.Corrupt(coefficientName, "it is empty");
        }

        double[] numbers = coefficients.ToDoubles();
        double[] intercepts = Intercepts(reader, outputs, out bool isWide);
        Layer = new DenseLayer<double>(numbers, inputs, outputs, intercepts, inputMajor: false);
        if (coefficients.DType.IsSingle())
        {
            _wideIntercepts = isWide ? intercepts : null;
            _singles = new DenseLayer<float>(numbers, inputs, outputs, isWide ? [] : intercepts, inputMajor: false);
        }
    }

    /// <summary>True where <c>coef_</c> has one dimension, and so has the answer.</summary>
    internal bool IsVector { get; }

    /// <summary>True where <c>coef_</c> has no dimension: numpy multiplies no rows by such.</summary>
    internal bool IsScalar { get; }

    internal int InputCount => Layer.InputCount;

    internal int OutputCount => Layer.OutputCount;

    /// <summary>The layer in double precision, for one row at a time.</summary>
    internal DenseLayer<double> Layer { get; }

    /// <summary>The scores of all rows.</summary>
    internal Scores Decide(Features x)
    {
        if (IsScalar)
        {
            throw new ModelInputException("InputShape", "coef_ is one number without dimensions, as training without an intercept leaves it for one column, and rows cannot be multiplied by it, in Python as here: train the model with fit_intercept=True");
        }

        if (x is SparseMatrix { Csr: var csr })
        {
            return _singles is { } singles && csr.DType.IsSingle() ? Widen(DecideSparse(singles, csr)) : new Scores(DecideSparse(Layer, csr), OutputCount, false);
        }

        Matrix matrix = x.ToMatrix();
        if (_singles is { } layer && matrix.IsSingle)
        {
            var outputs = new float[matrix.RowCount * OutputCount];
            layer.RunRows(Array.ConvertAll(matrix.Values, value => (float)value), matrix.RowCount, outputs);
            return Widen(outputs);
        }

        var values = new double[matrix.RowCount * OutputCount];
        Layer.RunRows(matrix.Values, matrix.RowCount, values);
        return new Scores(values, OutputCount, false);
    }

    private static T[] DecideSparse<T>(DenseLayer<T> layer, CsrMatrix csr)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var values = new T[csr.RowCount * layer.OutputCount];
        for (int row = 0; row < csr.RowCount; row++)
        {
            int start = csr.Starts[row], count = csr.Starts[row + 1] - start;
            layer.RunSparse(csr.Columns.AsSpan(start, count), csr.Data.AsSpan(start, count), values.AsSpan(row * layer.OutputCount));
        }

        return values;
    }

    private Scores Widen(float[] singles)
    {
        double[] values = Array.ConvertAll(singles, value => (double)value);
        for (int i = 0; _wideIntercepts is { } intercepts && i < values.Length; i++)
        {
            values[i] += intercepts[i % OutputCount];
        }

        return new Scores(values, OutputCount, _wideIntercepts is null);
    }

    /// <summary><c>sparsify()</c> turns <c>coef_</c> into a sparse matrix; some old versions kept a list.</summary>
    private static NDArray Read(EstimatorReader reader, string name) => CsrMatrix.From(reader.ValueOrNone(name)) is { } sparse
        ? new Scores(sparse.ToDense(), sparse.ColumnCount, sparse.DType.IsSingle()).ToArray(ravel: false)
        : reader.NumericArray(name);

    /// <summary>One for all outputs (0.0 with <c>fit_intercept=False</c>) or one for each.</summary>
    private static double[] Intercepts(EstimatorReader reader, int outputs, out bool isWide)
    {
        isWide = false;
        if (!reader.TryArray("intercept_", out _))
        {
            double single = reader.Double("intercept_", 0);
            return [.. Enumerable.Repeat(single, outputs)];
        }

        NDArray array = reader.NumericArray("intercept_");
        isWide = !array.IsScalar && !array.DType.IsSingle();
        return array.Length == outputs ? array.ToDoubles()
            : array.Length == 1 ? [.. Enumerable.Repeat(array.ToDoubles()[0], outputs)]
            : throw reader.Corrupt("intercept_", $"it has {array.Length} numbers for {outputs} rows of coef_");
    }
}
