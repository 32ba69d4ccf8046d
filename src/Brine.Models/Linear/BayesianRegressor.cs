using System.Numerics;

namespace Brine.Models;

/// <summary>BayesianRidge and ARDRegression: a linear answer and its standard deviation, of the rows' spread under <c>sigma_</c> and the
/// noise.</summary>
internal sealed class BayesianRegressor : LinearRegressor
{
    private readonly int[] _columns;
    private readonly DenseLayer<double>? _covariance;
    private readonly DenseLayer<float>? _singleCovariance;
    private readonly double _noise;
    private readonly double[]? _offsets;
    private readonly double[]? _scales;

    internal BayesianRegressor(EstimatorInfo info, BayesianForm form, InputContract inputs, bool decides)
        : base(info, form.Mean, inputs, decides)
    {
        Form = form;
        _columns = [.. form.Columns];
        _noise = form.Noise;
        _offsets = form.Offsets is { } offsets ? [.. offsets] : null;
        _scales = form.Scales is { } scales ? [.. scales] : null;
        if (form.Covariance is { } covariance)
        {
            _covariance = new DenseLayer<double>(covariance.ToDoubles(), _columns.Length, _columns.Length, [], inputMajor: true);
            _singleCovariance = covariance.DType.IsSingle()
                ? new DenseLayer<float>(covariance.ToDoubles(), _columns.Length, _columns.Length, [], inputMajor: true) : null;
        }
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => base.Methods | (_covariance is null ? Methods.None : Methods.PredictStd);

    public override InputContract Inputs(Methods method) => method == Methods.PredictStd ? InputContract.Finite : base.Inputs(method);

    private protected override Features Admit(Methods method, Features x)
    {
        Features admitted = base.Admit(method, x);

        // numpy makes objects of a table of floats and bools: its deviations are of double precision, though its answers are not.
        return method == Methods.PredictStd && _singleCovariance is not null && x is Table { IsOfObjects: true } ? x : admitted;
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.PredictStd => PredictStd(x),
        _ => base.Run(method, x, options),
    };

    private Answer PredictStd(Features x)
    {
        Matrix matrix = x.ToMatrix();
        bool isSingle = _singleCovariance is not null && matrix.IsSingle && x is Matrix;
        double[] deviations = isSingle ? Deviations(_singleCovariance!, matrix) : Deviations(_covariance!, matrix);
        return Answer.Of([Predict(matrix), new Scores(deviations, 1, isSingle).ToArray(ravel: true)]);
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
}
