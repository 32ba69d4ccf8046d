using System.Runtime.InteropServices;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>RadiusNeighborsClassifier: all training rows within a radius vote; a row without any gets the outlier label.</summary>
internal sealed class RadiusNeighborsClassifier : Estimator
{
    private readonly DenseSearch _search;
    private readonly ClassTargets _targets;
    private readonly double _radius;
    private readonly bool _isByDistance;
    private readonly int[]? _outliers;

    internal RadiusNeighborsClassifier(EstimatorReader reader)
        : base(reader)
    {
        _search = NeighborModel.ReadDense(reader);
        _targets = new ClassTargets(reader, _search.TrainingCount);
        _radius = reader.Double("radius", 1);
        _isByDistance = NeighborWeights.AreByDistance(reader);
        _outliers = ReadOutliers(reader);
    }

    public override Methods Methods => Methods.Predict | Methods.PredictProba;

    public override int? FeatureCount => _search.Dimension;

    public override InputContract Inputs(Methods method) => _search.Inputs;

    private protected override Answer Predict(Features x)
    {
        double[][] shares = Shares(x);
        NDArray[] columns = [.. shares.Select((share, k) => _targets.Classes[k].TakeLargest(share))];
        return _targets.IsVector ? columns[0] : OutputColumns.Stack(columns, x.RowCount);
    }

    private protected override Answer PredictProba(Features x)
    {
        Answer[] parts = [.. Shares(x).Select((share, k) => (Answer)NDArray.Of(share, x.RowCount, _targets.Classes[k].Count))];
        return _targets.IsVector ? parts[0] : Answer.Of(parts);
    }

    private double[][] Shares(Features x)
    {
        Matrix matrix = x.ToMatrix();
        var shares = new double[_targets.Count][];
        for (int k = 0; k < shares.Length; k++)
        {
            shares[k] = new double[matrix.RowCount * _targets.Classes[k].Count];
        }

        var distances = new List<double>();
        var indices = new List<int>();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            _search.FindWithin(matrix.Row(row), _radius, matrix.DType, distances, indices);
            if (indices.Count == 0 && _outliers is null)
            {
                throw new ModelInputException("InputOutlier", $"row {row} has no training row within the radius {_radius}, and the model has no outlier_label for such rows");
            }

            Span<double> weights = CollectionsMarshal.AsSpan(distances);
            if (_isByDistance)
            {
                NeighborWeights.OfDistances(weights);
            }
            else
            {
                weights.Fill(1);
            }

            for (int k = 0; k < shares.Length; k++)
            {
                int width = _targets.Classes[k].Count;
                Vote(weights, indices, k, shares[k].AsSpan(row * width, width));
            }
        }

        return shares;
    }

    private void Vote(ReadOnlySpan<double> weights, List<int> indices, int output, Span<double> share)
    {
        if (weights.IsEmpty)
        {
            share[_outliers![output]] = 1;
            return;
        }

        for (int i = 0; i < weights.Length; i++)
        {
            share[_targets.Labels[output][indices[i]]] += weights[i];
        }

        double sum = NumpyReductions.Sum(share);
        sum = sum == 0 ? 1 : sum;
        foreach (ref double value in share)
        {
            value /= sum;
        }
    }

    /// <summary><c>outlier_label_</c> (one for each output, from 0.23) or <c>outlier_label</c>, which must be among the classes.</summary>
    private int[]? ReadOutliers(EstimatorReader reader)
    {
        string name = reader.Has("outlier_label_") ? "outlier_label_" : "outlier_label";
        if (!reader.Has(name))
        {
            return null;
        }

        PyValue value = reader.Value(name);
        NDArray? given = EstimatorReader.ArrayOf(value);
        string?[] texts = given is not null ? [.. given.Elements().Select(TextOf)] : [TextOf(value)];
        var outliers = new int[_targets.Count];
        for (int k = 0; k < outliers.Length; k++)
        {
            string? text = texts.Length == outliers.Length ? texts[k] : texts.Length == 1 ? texts[0] : null;
            outliers[k] = Array.IndexOf([.. _targets.Classes[k].Names], text);
            if (outliers[k] < 0)
            {
                throw reader.Unsupported($"an outlier_label that is none of its classes ({text})");
            }
        }

        return outliers;
    }

    /// <summary>A label, which may be a numpy scalar, as text.</summary>
    private static string? TextOf(PyValue label) => NDArray.From(label) is { IsScalar: true } scalar ? scalar.ToStrings()[0] : label.AsString() ?? label.ToString();
}
