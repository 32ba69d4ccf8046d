using System.Runtime.InteropServices;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>RadiusNeighborsRegressor: the mean over all training rows within a radius; NaN where there is none.</summary>
internal sealed class RadiusNeighborsRegressor : Estimator
{
    private readonly DenseSearch _search;
    private readonly double[] _targets;
    private readonly int _outputCount;
    private readonly bool _isVector;
    private readonly bool _isByDistance;
    private readonly double _radius;

    internal RadiusNeighborsRegressor(EstimatorReader reader)
        : base(reader)
    {
        _search = NeighborModel.ReadDense(reader);
        NDArray y = reader.Array("_y");
        if (y.Rank is 0 or > 2 || y.Shape[0] != _search.TrainingCount)
        {
            throw new PickleFormatException("FormatShape", $"{reader.Path}._y does not fit the training rows; the file is corrupt");
        }

        _targets = y.ToDoubles();
        _isVector = y.Rank == 1;
        _outputCount = _isVector ? 1 : y.Shape[1];
        _isByDistance = NeighborWeights.AreByDistance(reader);
        _radius = reader.Double("radius", 1);
    }

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _search.Dimension;

    public override InputContract Inputs(Methods method) => _search.Inputs;

    private protected override Answer Predict(Features x)
    {
        Matrix matrix = x.ToMatrix();
        var values = new double[matrix.RowCount * _outputCount];
        var distances = new List<double>();
        var indices = new List<int>();
        var parts = new double[_search.TrainingCount];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            _search.FindWithin(matrix.Row(row), _radius, matrix.DType, distances, indices);
            Span<double> weights = CollectionsMarshal.AsSpan(distances);
            if (_isByDistance)
            {
                NeighborWeights.OfDistances(weights);
            }

            for (int j = 0; j < _outputCount; j++)
            {
                for (int i = 0; i < indices.Count; i++)
                {
                    double target = _targets[(indices[i] * _outputCount) + j];
                    parts[i] = _isByDistance ? target * weights[i] : target;
                }

                double sum = _outputCount == 1 ? NumpyReductions.Sum(parts.AsSpan(0, indices.Count)) : Sequential(parts.AsSpan(0, indices.Count));
                double divisor = _isByDistance ? (_outputCount == 1 ? NumpyReductions.Sum(weights) : Sequential(weights)) : indices.Count;
                values[(row * _outputCount) + j] = indices.Count == 0 ? double.NaN : sum / divisor;
            }
        }

        return _isVector ? NDArray.Of(values) : NDArray.Of(values, matrix.RowCount, _outputCount);
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
