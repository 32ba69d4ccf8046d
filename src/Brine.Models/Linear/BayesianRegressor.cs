using System.Numerics;

namespace Brine.Models;

/// <summary>BayesianRidge and ARDRegression: a linear answer and its standard deviation, of the rows' spread under <c>sigma_</c> and the noise.</summary>
internal sealed class BayesianRegressor : LinearRegressor
{
    private readonly int[] _columns;
    private readonly DenseLayer<double>? _covariance;
    private readonly DenseLayer<float>? _singleCovariance;
    private readonly double _noise;
    private readonly double[]? _offsets;
    private readonly double[]? _scales;

    internal BayesianRegressor(EstimatorReader reader)
        : base(reader)
    {
        _columns = Columns(reader);
        if (!reader.Has("sigma_") || !reader.Has("alpha_"))
        {
            return;
        }

        double[] covariance = reader.Numbers(checked(_columns.Length * _columns.Length), "sigma_");
        _noise = 1.0 / reader.Double("alpha_");
        _covariance = new DenseLayer<double>(covariance, _columns.Length, _columns.Length, [], inputMajor: true);
        if (reader.NumericArray("sigma_").DType.IsSingle())
        {
            _singleCovariance = new DenseLayer<float>(covariance, _columns.Length, _columns.Length, [], inputMajor: true);
        }

        // Rows are centred from 1.9 on, and before 1.2 where they were normalized too.
        bool isNormalized = reader.Flag("normalize", false);
        if (reader.Has("X_offset_") && (isNormalized || reader.SavedBy.IsAtLeast(1, 9)))
        {
            _offsets = reader.Numbers(Coefficients.InputCount, "X_offset_");
            _scales = isNormalized && reader.Has("X_scale_") ? reader.Numbers(Coefficients.InputCount, "X_scale_") : null;
        }
    }

    public override Methods Methods => base.Methods | (_covariance is null ? Methods.None : Methods.PredictStd);

    public override InputContract Inputs(Methods method) => method == Methods.PredictStd ? InputContract.Finite : base.Inputs(method);

    private protected override Answer PredictStd(Features x)
    {
        Matrix matrix = x.ToMatrix();
        bool isSingle = _singleCovariance is not null && matrix.IsSingle;
        double[] deviations = isSingle ? Deviations(_singleCovariance!, matrix) : Deviations(_covariance!, matrix);
        return Answer.Of([Predict(x), new Scores(deviations, 1, isSingle).ToArray(ravel: true)]);
    }

    /// <summary>The root of <c>(np.dot(X, sigma_) * X).sum(axis=1) + 1 / alpha_</c>, in the precision of the rows.</summary>
    private double[] Deviations<T>(DenseLayer<T> covariance, Matrix matrix)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = _columns.Length;
        var deviations = new double[matrix.RowCount];
        T[] numbers = new T[count], products = new T[count];
        T noise = T.CreateTruncating(_noise);
        for (int row = 0; row < deviations.Length; row++)
        {
            ReadOnlySpan<double> source = matrix.Row(row);
            for (int i = 0; i < count; i++)
            {
                int column = _columns[i];
                T number = T.CreateTruncating(source[column]);
                number = _offsets is null ? number : number - T.CreateTruncating(_offsets[column]);
                numbers[i] = _scales is null ? number : number / T.CreateTruncating(_scales[column]);
            }

            covariance.Run(numbers, products);
            for (int i = 0; i < count; i++)
            {
                products[i] *= numbers[i];
            }

            deviations[row] = double.CreateTruncating(T.Sqrt(PairwiseSum.Of<T>(products) + noise));
        }

        return deviations;
    }

    /// <summary>ARDRegression keeps only the columns whose precision stayed below a threshold.</summary>
    private int[] Columns(EstimatorReader reader)
    {
        IEnumerable<int> all = Enumerable.Range(0, Coefficients.InputCount);
        if (reader.ClassName != "ARDRegression")
        {
            return [.. all];
        }

        double[] precisions = reader.Numbers(Coefficients.InputCount, "lambda_");
        double threshold = reader.Double("threshold_lambda", 1e4);
        return [.. all.Where(column => precisions[column] < threshold)];
    }
}
