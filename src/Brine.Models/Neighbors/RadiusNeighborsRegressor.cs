using Brine.Arrays;

namespace Brine.Models;

/// <summary>RadiusNeighborsRegressor: the mean over all training rows within a radius; NaN where there is none.</summary>
internal sealed class RadiusNeighborsRegressor : Estimator
{
    private readonly RadiusModel _model;
    private readonly InputContract _inputs;
    private readonly double[] _targets;
    private readonly int _outputCount;
    private readonly bool _isVector;
    private readonly bool _isByDistance;
    private readonly bool _isSingle;
    private readonly double _empty;
    private readonly DType _type;

    internal RadiusNeighborsRegressor(EstimatorInfo info, NeighborsForm form, InputContract inputs)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        _model = new RadiusModel(form);
        NDArray y = form.Targets!;
        _targets = y.ToDoubles();
        _isVector = form.IsVector;
        _outputCount = _isVector ? 1 : y.Shape[1];
        _isByDistance = form.IsWeightedByDistance;
        _type = y.DType;
        _isSingle = y.DType.IsSingle();

        // scikit-learn fills an array of y's dtype with NaN, and what an int makes of that is the smallest one.
        _empty = (y.DType.Kind, y.DType.ItemSize) switch
        {
            ('i', 8) => long.MinValue,
            ('i', 4) => int.MinValue,
            ('i' or 'u', _) => 0,
            ('b', _) => 1,
            _ => double.NaN
        };
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict | Methods.RadiusNeighbors | Methods.RadiusNeighborsGraph;

    public override InputContract Inputs(Methods method) => _inputs;

    public override int? FeatureCount => _model.Search.Dimension;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.RadiusNeighbors or Methods.RadiusNeighborsGraph => _model.Answer(method, x, ClassName, options),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        RadiusRows rows = _model.Ask(x, ClassName);
        var values = new double[rows.Count * _outputCount];
        var parts = new double[_model.Search.TrainingCount];
        bool hasProducts = false, hasMeans = false;
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Find(row);
            Span<double> output = values.AsSpan(row * _outputCount, _outputCount);
            if (rows.Indices.IsEmpty)
            {
                output.Fill(_empty);
                continue;
            }

            hasMeans = true;
            hasProducts |= !IsSingle(rows);
            Mean(rows, IsSingle(rows), parts, output);
        }

        // Without a single mean there are only values of y's own dtype.
        if (!hasMeans && rows.Count > 0 && _type.Kind is 'i' or 'u' or 'b')
        {
            return _isVector ? NDArray.OfNumbers(values, _type) : NDArray.OfNumbers(values, _type, rows.Count, _outputCount);
        }

        // Means of float32 stay float32, but not those weighted by doubles.
        bool isSingle = _isSingle && !hasProducts;
        return _isVector ? NumpyPrecision.ToArray(values, isSingle) : NumpyPrecision.ToArray(values, isSingle, rows.Count, _outputCount);
    }

    /// <summary><c>np.mean</c> over the targets, or <c>np.average</c> with weights.</summary>
    private void Mean(RadiusRows rows, bool isSingle, double[] parts, Span<double> output)
    {
        Span<double> weights = rows.Distances;
        ReadOnlySpan<int> indices = rows.Indices;
        double divisor = indices.Length;
        if (_isByDistance)
        {
            NeighborWeights.OfDistances(weights, rows.IsSingle);
            divisor = NumpyReductions.Sum(weights, isSingle);
        }

        for (int j = 0; j < output.Length; j++)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                double target = _targets[(indices[i] * _outputCount) + j];
                parts[i] = !_isByDistance ? target : isSingle ? (float)(target * weights[i]) : target * weights[i];
            }

            ReadOnlySpan<double> all = parts.AsSpan(0, indices.Length);
            double sum = _outputCount == 1 ? NumpyReductions.Sum(all, isSingle) : Sequential(all, isSingle);
            output[j] = isSingle ? (float)sum / (float)divisor : sum / divisor;
        }
    }

    /// <summary>Weights are float64 for float32 targets too, but for rows that a training row meets: those have bools.</summary>
    private bool IsSingle(RadiusRows rows) => _isSingle && (!_isByDistance || rows.IsSingle || rows.Distances.Contains(0));

    private static double Sequential(ReadOnlySpan<double> values, bool isSingle)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum = isSingle ? (float)(sum + value) : sum + value;
        }

        return sum;
    }
}
