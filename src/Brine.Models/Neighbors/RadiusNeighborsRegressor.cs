using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>RadiusNeighborsRegressor: the mean over all training rows within a radius; NaN where there is none.</summary>
internal sealed class RadiusNeighborsRegressor : Estimator
{
    private readonly RadiusModel _model;
    private readonly double[] _targets;
    private readonly int _outputCount;
    private readonly bool _isVector;
    private readonly bool _isByDistance;

    internal RadiusNeighborsRegressor(EstimatorReader reader)
        : base(reader)
    {
        _model = new RadiusModel(reader);
        NDArray y = reader.Array("_y");
        if (y.Rank is 0 or > 2 || y.Shape[0] != _model.Search.TrainingCount)
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}._y does not fit the training rows; the file is corrupt");
        }

        _targets = y.ToDoubles();
        _isVector = y.Rank == 1;
        _outputCount = _isVector ? 1 : y.Shape[1];
        _isByDistance = NeighborWeights.AreByDistance(reader);
    }

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _model.Search.Dimension;

    private protected override Answer Predict(Features x)
    {
        RadiusRows rows = _model.Ask(x, ClassName);
        var values = new double[rows.Count * _outputCount];
        var parts = new double[_model.Search.TrainingCount];
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Find(row);
            Span<double> weights = rows.Distances;
            ReadOnlySpan<int> indices = rows.Indices;
            if (_isByDistance)
            {
                NeighborWeights.OfDistances(weights, rows.IsSingle);
            }

            for (int j = 0; j < _outputCount; j++)
            {
                for (int i = 0; i < indices.Length; i++)
                {
                    double target = _targets[(indices[i] * _outputCount) + j];
                    parts[i] = _isByDistance ? target * weights[i] : target;
                }

                double sum = _outputCount == 1 ? NumpyReductions.Sum(parts.AsSpan(0, indices.Length)) : Sequential(parts.AsSpan(0, indices.Length));
                double divisor = _isByDistance ? (_outputCount == 1 ? NumpyReductions.Sum(weights) : Sequential(weights)) : indices.Length;
                values[(row * _outputCount) + j] = indices.Length == 0 ? double.NaN : sum / divisor;
            }
        }

        return _isVector ? NDArray.Of(values) : NDArray.Of(values, rows.Count, _outputCount);
    }

    private static double Sequential(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
