using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>NMF and MiniBatchNMF. When they stop depends on all rows that are asked together, so that a row alone may have other weights, in Python too.</summary>
internal sealed class NonNegativeFactorization : Estimator
{
    private static readonly InputContract Unchecked = new() { TakesMissing = true, TakesInfinity = true, TakesEmpty = true, TakesNoColumns = true, TakesSparse = true };

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

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => TransformedNames.Numbered(ClassName.ToLowerInvariant(), _form.ComponentCount);

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
            : throw new ModelInputException("InputFeatures", $"the data has {x.ColumnCount} columns and {ClassName}.inverse_transform takes the {_form.ComponentCount} components");
    }

    private protected override Features TransformCore(Features x) => Transform(x, CancellationToken.None);

    private Matrix Transform(Features x, CancellationToken cancellation)
    {
        if (!_form.IsMiniBatch)
        {
            CheckSigns(x);
        }

        bool isSingle = _singleSolver is not null && NumpyPrecision.IsSingle(x);
        double[] weights = isSingle
            ? Array.ConvertAll(_singleSolver!.Solve(CountRows<float>.Of(x), cancellation), weight => (double)weight)
            : _solver.Solve(CountRows<double>.Of(x), cancellation);
        return new Matrix(x.RowCount, _form.ComponentCount, weights, isSingle ? DType.Float32 : DType.Float64);
    }

    /// <summary><c>check_non_negative</c>, and zeros where the loss knows none.</summary>
    private void CheckSigns(Features x)
    {
        double[] values = x is SparseMatrix sparse ? sparse.Csr.Data : x.ToMatrix().Values;
        int negative = Array.FindIndex(values, value => value < 0);
        if (negative >= 0)
        {
            throw new ModelInputException("InputNegative", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a value is negative ({values[negative]:R}), and {ClassName} takes none: leave the row out"));
        }

        bool hasZero = x is SparseMatrix { Csr: var csr } ? csr.Data.Length < (long)csr.RowCount * csr.ColumnCount || csr.Data.Contains(0) : values.Contains(0);
        if (hasZero && _form.BetaLoss <= 0)
        {
            throw new ModelInputException("InputNegative", $"a value is 0, and the loss of {ClassName} takes only larger ones: add something small to all values");
        }
    }
}
