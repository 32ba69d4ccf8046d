using Brine.Arrays;

namespace Brine.Models;

/// <summary>GaussianMixture and BayesianGaussianMixture: which component a row belongs to, and how likely the row is.</summary>
internal sealed class GaussianMixture : Estimator
{
    private readonly MixtureForm _form;
    private readonly MixtureComponents<double> _components;
    private readonly MixtureComponents<float>? _singles;

    internal GaussianMixture(EstimatorInfo info, MixtureForm form)
        : base(info)
    {
        _form = form;
        _components = new MixtureComponents<double>(form);
        _singles = form.Precisions.DType.IsSingle() && form.Means.DType.IsSingle() ? new MixtureComponents<float>(form) : null;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Predict | Methods.PredictProba | Methods.ScoreSamples;

    public override int? FeatureCount => _form.FeatureCount;

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    public override bool CanSample => _form.Weights is not null && _form.Covariances is not null;

    /// <summary><c>n_parameters</c>: the free numbers of a mixture of that many normal distributions.</summary>
    internal int ParameterCount
    {
        get
        {
            int count = _form.ComponentCount, features = _form.FeatureCount;
            int covariances = _form.Kind switch
            {
                CovarianceKind.Full => count * features * (features + 1) / 2,
                CovarianceKind.Tied => features * (features + 1) / 2,
                CovarianceKind.Diagonal => count * features,
                _ => count,
            };
            return covariances + (features * count) + count - 1;
        }
    }

    private protected override Answer SampleCore(int count, uint? seed) =>
        _form.Kind is CovarianceKind.Full or CovarianceKind.Tied && _form.FeatureCount > SingularValues.MostColumns
            ? throw new UnsupportedModelException("UnsupportedOption",
                $"{ClassName} of {_form.FeatureCount} columns with covariances between them: which signs LAPACK gives the vectors that "
                    + $"rows are drawn with is known up to {SingularValues.MostColumns} columns", Path)
        : CanSample ? MixtureDraw.Draw(_form, count, SeedOf(seed)) : base.SampleCore(count, seed);

    private protected override RowKernel? KernelCore(Methods method) =>
        Methods.HasFlag(method) ? new MixtureKernel(_components, method, _form.SplitsLogSumExp) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        Matrix matrix = x.ToMatrix();
        int count = _form.ComponentCount, width = method == Methods.PredictProba ? count : 1;
        bool isSingle = _singles is not null && matrix.DType is { Kind: 'f', ItemSize: <= sizeof(float) };
        DType? dtype = matrix.DType is { Kind: 'f', ItemSize: sizeof(double) } || (isSingle && matrix.IsSingle) ? null : matrix.DType;
        var answers = new double[matrix.RowCount * width];
        var values = new double[count];
        float[] singles = new float[count], numbers = new float[matrix.ColumnCount];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Span<double> output = answers.AsSpan(row * width, width);
            if (!isSingle)
            {
                _components.Run(matrix.Row(row), dtype, values);
                MixtureKernel.Finish(method, _form.SplitsLogSumExp, values, output);
                continue;
            }

            ReadOnlySpan<double> source = matrix.Row(row);
            for (int k = 0; k < numbers.Length; k++)
            {
                numbers[k] = (float)source[k];
            }

            _singles!.Run(numbers, dtype, singles);
            MixtureKernel.FinishSingle(method, singles, output);
        }

        return method == Methods.Predict ? NDArray.Of(Array.ConvertAll(answers, index => (long)index))
            : method == Methods.ScoreSamples ? NumpyPrecision.ToArray(answers, isSingle, matrix.RowCount)
            : NumpyPrecision.ToArray(answers, isSingle, matrix.RowCount, count);
    }
}
