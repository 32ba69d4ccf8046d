using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>NMF and MiniBatchNMF. When they stop depends on all rows that are asked together, so that a row alone may have other weights,
/// in Python too.</summary>
internal sealed class NonNegativeFactorization : Estimator
{
    private static readonly InputContract Unchecked = new()
        { TakesMissing = true, TakesInfinity = true, TakesEmpty = true, TakesNoColumns = true, TakesSparse = true };

    private readonly NonNegativeForm _form;
    private readonly InputContract _inputs;
    private readonly NonNegativeSolver<double> _solver;
    private readonly NonNegativeSolver<float>? _singleSolver;
    private readonly LinearMapKernel _inverse;

    internal NonNegativeFactorization(EstimatorInfo info, NonNegativeForm form, InputContract inputs)
        : base(info)
    {
        (_form, _inputs) = (form, inputs);
        _solver = new NonNegativeSolver<double>(form);
        _singleSolver = form.Components.DType.IsSingle() ? new NonNegativeSolver<float>(form) : null;
        _inverse = new LinearMapKernel(new LinearMap(MapReader.Transposed(form.Components)));
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _form.FeatureCount;

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform ? Unchecked : _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _form.ComponentCount);

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method == Methods.Transform)
        {
            return Answer.Of(Transform(x, options.CancellationToken));
        }

        if (method != Methods.InverseTransform)
        {
            return base.Run(method, x, options);
        }

        return x.ColumnCount == _form.ComponentCount
            ? Answer.Of(_inverse.Map(x.ToMatrix()))
            : throw new ModelInputException("InputFeatures",
                $"the data has {x.ColumnCount} columns and {ClassName}.inverse_transform takes the {_form.ComponentCount} components");
    }

    private protected override Features TransformCore(Features x) => Transform(x, CancellationToken.None);

    private Matrix Transform(Features x, CancellationToken cancellation)
    {
        if (!_form.IsMiniBatch)
        {
            CheckSigns(x);
        }

        bool isSingle = (_singleSolver is not null || _form.IsMiniBatch) && NumpyPrecision.IsSingle(x);
        double[]? weights = isSingle && _singleSolver is not null
            ? _singleSolver.Solve(CountRows<float>.Of(x), null, cancellation) is { } singles
                ? Array.ConvertAll(singles, weight => (double)weight) : null
            : _solver.Solve(CountRows<double>.Of(x), isSingle ? CountRows<float>.Of(x) : null, cancellation);
        if (weights is null)
        {
            throw NotFinite(x);
        }

        return new Matrix(x.RowCount, _form.ComponentCount, weights, isSingle ? DType.Float32 : DType.Float64);
    }

    /// <summary><c>check_non_negative</c>, and zeros where the loss knows none.</summary>
    private void CheckSigns(Features x)
    {
        ForEachRow(x, (row, values, columns) => InputPlace.RequireNoNegative(this, values, columns, row, x.ColumnNames));
        bool hasZero = x is SparseMatrix { Csr: var csr } ? csr.Data.Length < (long)csr.RowCount * csr.ColumnCount || csr.Data.Contains(0)
            : x.ToMatrix().Values.Contains(0);
        if (hasZero && _form.BetaLoss <= 0)
        {
            throw new ModelInputException("InputNegative",
                $"a value is 0, and the loss of {ClassName} takes only larger ones: add something small to all values");
        }
    }

    private static void ForEachRow(Features x, RowAction action)
    {
        Matrix? matrix = x is SparseMatrix ? null : x.ToMatrix();
        for (int row = 0; row < x.RowCount; row++)
        {
            if (matrix is not null)
            {
                action(row, matrix.Row(row), default);
                continue;
            }

            CsrMatrix csr = ((SparseMatrix)x).Csr;
            Range range = csr.Starts[row]..csr.Starts[row + 1];
            action(row, csr.Data.AsSpan(range), csr.Columns.AsSpan(range));
        }
    }

    /// <summary>What scipy's <c>norm</c> of weights that are not finite raises is told by the value that made them so.</summary>
    private ModelInputException NotFinite(Features x)
    {
        try
        {
            ForEachRow(x, (row, values, columns) => InputPlace.RequireNoNegative(this, values, columns, row, x.ColumnNames));
        }
        catch (ModelInputException error)
        {
            return error;
        }

        Matrix matrix = x.ToMatrix();
        int largest = 0;
        for (int i = 1; i < matrix.Values.Length; i++)
        {
            largest = matrix.Values[i] > matrix.Values[largest] ? i : largest;
        }

        int row = largest / matrix.ColumnCount;
        return InputPlace.Overflow(this, matrix.Row(row), row, x.ColumnNames);
    }

    private delegate void RowAction(int row, ReadOnlySpan<double> values, ReadOnlySpan<int> columns);
}
