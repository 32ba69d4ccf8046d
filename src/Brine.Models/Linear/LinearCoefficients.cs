using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// <c>coef_</c> and <c>intercept_</c>, and the scores <c>X @ coef_.T + intercept_</c> (<c>safe_sparse_dot</c>) in the precision that Python
/// computes them in: float32 where the coefficients are and the rows fit it.
/// </summary>
internal sealed class LinearCoefficients
{
    private readonly DenseLayer<float>? _singles;

    /// <summary>float64 intercepts of float32 coefficients: the product is float32, the sum is not.</summary>
    private readonly double[]? _wideIntercepts;

    internal LinearCoefficients(LinearForm form)
    {
        (IsVector, IsScalar) = (form.Coefficients.Rank == 1, form.Coefficients.Rank == 0);
        double[] numbers = form.Coefficients.ToDoubles(), intercepts = form.Intercepts.ToDoubles();
        Layer = new DenseLayer<double>(numbers, form.FeatureCount, form.OutputCount, intercepts, inputMajor: false);
        if (form.Coefficients.DType.IsSingle())
        {
            bool isWide = !form.Intercepts.DType.IsSingle();
            _wideIntercepts = isWide ? intercepts : null;
            _singles = new DenseLayer<float>(numbers, form.FeatureCount, form.OutputCount, isWide ? [] : intercepts, inputMajor: false);
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

    /// <summary>True where Python computes the scores of such rows in single precision.</summary>
    internal bool IsSingleFor(Matrix matrix) => _singles is not null && matrix.DType.FitsSingle();

    /// <summary>The scores of all rows.</summary>
    internal Scores Decide(Features x)
    {
        if (IsScalar)
        {
            throw new ModelInputException("InputShape",
                "coef_ is one number without dimensions, as training without an intercept leaves it for one column, and rows cannot be "
                    + "multiplied by it, in Python as here: train the model with fit_intercept=True");
        }

        if (x is SparseMatrix { Csr: var csr })
        {
            return _singles is { } singles && csr.DType.FitsSingle() ? Widen(DecideSparse(singles, csr))
                : new Scores(DecideSparse(Layer, csr), OutputCount, false);
        }

        Matrix matrix = x.ToMatrix();
        if (_singles is { } layer && matrix.DType.FitsSingle())
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
}
