using Brine.Arrays;

namespace Brine.Models;

/// <summary>RadiusNeighborsClassifier: all training rows within a radius vote; a row without any gets the outlier label.</summary>
internal sealed class RadiusNeighborsClassifier : Estimator
{
    private readonly RadiusModel _model;
    private readonly InputContract _inputs;
    private readonly ClassTargets _targets;
    private readonly bool _isByDistance;
    private readonly OutlierLabel[]? _outliers;

    internal RadiusNeighborsClassifier(EstimatorInfo info, NeighborsForm form, InputContract inputs)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        _model = new RadiusModel(form);
        _targets = new ClassTargets(form);
        _isByDistance = form.IsWeightedByDistance;
        _outliers = form.Outliers is { } outliers ? [.. outliers] : null;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict | Methods.PredictProba | Methods.RadiusNeighbors | Methods.RadiusNeighborsGraph;

    public override InputContract Inputs(Methods method) => _inputs;

    public override int? FeatureCount => _model.Search.Dimension;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.PredictProba => PredictProba(x),
        Methods.RadiusNeighbors or Methods.RadiusNeighborsGraph => _model.Answer(method, x, ClassName, options),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        double[][] shares = Shares(x);
        NDArray[] columns = [.. shares.Select(Labels)];
        return _targets.IsVector ? columns[0] : OutputColumns.Stack(columns, x.RowCount);
    }

    private Answer PredictProba(Features x)
    {
        Answer[] parts = [.. Shares(x).Select((share, k) => (Answer)NDArray.Of(share, x.RowCount, _targets.Classes[k].Count))];
        return _targets.IsVector ? parts[0] : Answer.Of(parts);
    }

    /// <summary>The class of the largest share; where all are zero the outlier label, which need not be a class.</summary>
    private NDArray Labels(double[] shares, int output)
    {
        Labels classes = _targets.Classes[output];
        var winners = new int[shares.Length / classes.Count];
        for (int row = 0; row < winners.Length; row++)
        {
            ReadOnlySpan<double> share = shares.AsSpan(row * classes.Count, classes.Count);
            winners[row] = _outliers is not null && !share.ContainsAnyExcept(0.0) ? _outliers[output].Index
                : Models.Labels.LargestIndex(share);
        }

        return (_outliers?[output].Labels ?? classes).Take(winners);
    }

    private double[][] Shares(Features x)
    {
        RadiusRows rows = _model.Ask(x, ClassName);
        var shares = new double[_targets.Count][];
        for (int k = 0; k < shares.Length; k++)
        {
            shares[k] = new double[rows.Count * _targets.Classes[k].Count];
        }

        bool countsVotes = rows.CountsVotes && !_isByDistance && _targets.IsVector;
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Find(row);
            Span<double> weights = rows.Distances;
            if (weights.IsEmpty && _outliers is null)
            {
                throw new ModelInputException("InputOutlier",
                    $"row {RowNumbers.Of(row)} has no training row within the radius {_model.Radius}, and the model has no outlier_label "
                        + "for such rows");
            }

            if (_isByDistance)
            {
                NeighborWeights.OfDistances(weights, rows.IsSingle);
            }
            else
            {
                weights.Fill(1);
            }

            for (int k = 0; k < shares.Length; k++)
            {
                int width = _targets.Classes[k].Count;
                Vote(weights, rows.Indices, k, countsVotes, shares[k].AsSpan(row * width, width));
            }
        }

        return shares;
    }

    private void Vote(ReadOnlySpan<double> weights, ReadOnlySpan<int> indices, int output, bool countsVotes, Span<double> share)
    {
        if (weights.IsEmpty)
        {
            // A label that is no class has no share.
            int index = countsVotes ? _outliers![output].VoteIndex : _outliers![output].Index;
            if (index >= 0 && index < share.Length)
            {
                share[index] = 1;
            }

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
}
