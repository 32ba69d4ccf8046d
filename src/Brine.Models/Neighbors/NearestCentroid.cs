using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>NearestCentroid: the class whose centroid is nearest; from 1.6 with priors and discriminant scores.</summary>
internal sealed class NearestCentroid : Estimator
{
    private readonly Labels _classes;
    private readonly DenseSearch _search;
    private readonly CentroidScores? _scores;
    private readonly bool _hasEqualPriors;

    internal NearestCentroid(EstimatorReader reader)
        : base(reader)
    {
        _classes = reader.Labels("classes_");
        NDArray centroids = reader.Array("centroids_");
        if (centroids.Rank != 2 || centroids.Length == 0 || centroids.Shape[0] != _classes.Count || (reader.FeatureCount is { } expected && expected != centroids.Shape[1]))
        {
            throw new PickleFormatException("FormatShape", $"centroids_ and classes_ of {reader.Path} do not fit each other; the file is corrupt");
        }

        int count = centroids.Shape[0], dimension = centroids.Shape[1];
        Distance distance = Distance.Read(reader);
        _search = new DenseSearch(centroids.ToDoubles(), count, dimension, distance, null, reader.SavedBy, centroids.DType);
        _hasEqualPriors = true;
        if (reader.Has("class_prior_") && reader.Has("within_class_std_dev_"))
        {
            _scores = new CentroidScores(reader, centroids.ToDoubles(), count, dimension, distance);
            _hasEqualPriors = _scores.HasEqualPriors;
        }
    }

    public override Labels? Classes => _classes;

    public override Methods Methods => Methods.Predict | (_scores is null ? Methods.None : Methods.PredictProba | Methods.PredictLogProba | Methods.DecisionFunction);

    public override int? FeatureCount => _search.Dimension;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override Answer Predict(Features x)
    {
        Matrix matrix = x.ToMatrix();
        if (!_hasEqualPriors)
        {
            return _classes.TakeLargest(_scores!.Of(matrix));
        }

        (double[] distances, int[] indices) = (new double[x.RowCount], new int[x.RowCount]);
        _search.FindAll(matrix, 1, distances, indices);
        return _classes.Take(indices);
    }

    private protected override Answer DecisionFunction(Features x)
    {
        double[] scores = _scores!.Of(x.ToMatrix());
        if (_classes.Count != 2)
        {
            return NDArray.Of(scores, x.RowCount, _classes.Count);
        }

        var differences = new double[x.RowCount];
        for (int row = 0; row < differences.Length; row++)
        {
            differences[row] = scores[(2 * row) + 1] - scores[2 * row];
        }

        return NDArray.Of(differences);
    }

    private protected override Answer PredictProba(Features x) =>
        NDArray.Of(Array.ConvertAll(LogProbabilities(x), Math.Exp), x.RowCount, _classes.Count);

    private protected override Answer PredictLogProba(Features x) => NDArray.Of(LogProbabilities(x), x.RowCount, _classes.Count);

    /// <summary><c>DiscriminantAnalysisPredictionMixin.predict_log_proba</c>.</summary>
    private double[] LogProbabilities(Features x)
    {
        double[] scores = _scores!.Of(x.ToMatrix());
        int count = _classes.Count;
        var exponentials = new double[count];
        for (int start = 0; start < scores.Length; start += count)
        {
            Span<double> row = scores.AsSpan(start, count);
            double largest = row[Labels.LargestIndex(row)];
            for (int c = 0; c < count; c++)
            {
                row[c] -= largest;
                exponentials[c] = Math.Exp(row[c]);
            }

            double logarithm = Math.Log(NumpyReductions.Sum(exponentials));
            for (int c = 0; c < count; c++)
            {
                row[c] -= logarithm;
            }
        }

        return scores;
    }
}
