using Brine.Arrays;

namespace Brine.Models;

/// <summary>NearestCentroid: the class whose centroid is nearest; from 1.6 with priors and discriminant scores.</summary>
internal sealed class NearestCentroid : Estimator
{
    private readonly Labels _classes;
    private readonly BruteSearch _search;
    private readonly BruteSearch? _singleSearch; // for rows of float32, where the centroids are of it too
    private readonly CentroidScores? _scores;
    private readonly bool _hasEqualPriors;
    private readonly InputContract _labelInputs;
    private readonly InputContract _scoreInputs;

    internal NearestCentroid(EstimatorInfo info, CentroidForm form, InputContract labelInputs, InputContract scoreInputs)
        : base(info)
    {
        Form = form;
        _classes = form.Classes;
        (_labelInputs, _scoreInputs) = (labelInputs, scoreInputs);
        double[] centroids = form.Centroids.ToDoubles();
        int count = form.Centroids.Shape[0], dimension = form.Centroids.Shape[1];
        var distance = new Distance(form.Metric);

        // pairwise_distances_argmin brings rows and centroids to one dtype first, and asks euclidean_distances for no squares.
        (Distance fast, Distance pairwise) = form.IsMinkowski ? Distance.OfCentroids(dimension) : (distance, distance.WithRoots());
        BruteSearch SearchAs(DType dtype) =>
            new(centroids, count, dimension, fast,
                new SearchRules(form.IsMinkowski ? pairwise : distance, AskedRows.Dense(dtype), form.Details), pairwise);
        _search = SearchAs(DType.Float64);
        _singleSearch = form.Centroids.DType.IsSingle() ? SearchAs(DType.Float32) : null;
        _hasEqualPriors = form.HasEqualPriors;
        _scores = form.Priors is null ? null : new CentroidScores(form, distance);
    }

    public override EstimatorForm Form { get; }

    public override Labels? Classes => _classes;

    public override Methods Methods =>
        Methods.Predict | (_scores is null ? Methods.None : Methods.PredictProba | Methods.PredictLogProba | Methods.DecisionFunction);

    public override InputContract Inputs(Methods method) => method == Methods.Predict ? _labelInputs : _scoreInputs;

    public override int? FeatureCount => _search.Dimension;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.PredictProba => PredictProba(x),
        Methods.PredictLogProba => PredictLogProba(x),
        Methods.DecisionFunction => DecisionFunction(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        if (!_hasEqualPriors)
        {
            return _classes.TakeLargest(_scores!.Of(x.ToMatrix()));
        }

        AskedRows asked = AskedRows.Of(x);
        BruteSearch search = asked.IsSingle && _singleSearch is not null ? _singleSearch : _search;
        asked = asked with { DType = search.Training.DType };
        search.Check(asked, ClassName);
        (double[] distances, int[] indices) = (new double[x.RowCount], new int[x.RowCount]);
        search.FindAll(x, asked, 1, distances, indices);
        return _classes.Take(indices);
    }

    private Answer DecisionFunction(Features x)
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

    private Answer PredictProba(Features x) =>
        NDArray.Of(Array.ConvertAll(LogProbabilities(x), Math.Exp), x.RowCount, _classes.Count);

    private Answer PredictLogProba(Features x) => NDArray.Of(LogProbabilities(x), x.RowCount, _classes.Count);

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
