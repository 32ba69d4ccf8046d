using Brine.Models;

namespace Brine;

/// <summary>
/// How much the score of a model falls when a column of its data is shuffled: scikit-learn's <c>permutation_importance</c>, with the
/// shuffles that it makes for the same seed. The score is the model's own: accuracy of classifiers, R² of regressors.
/// </summary>
public sealed class PermutationImportance
{
    private readonly double[] _importances;

    private PermutationImportance(string score, double baseline, IReadOnlyList<string> names, double[] importances)
    {
        ScoreName = score;
        Baseline = baseline;
        FeatureNames = names;
        _importances = importances;
        RepeatCount = importances.Length / Math.Max(1, names.Count);
        Means = new double[names.Count];
        Deviations = new double[names.Count];
        for (int feature = 0; feature < names.Count; feature++)
        {
            ReadOnlySpan<double> drops = Of(feature);
            double mean = PairwiseSum.Of(drops) / drops.Length;
            var squares = new double[drops.Length];
            for (int i = 0; i < squares.Length; i++)
            {
                double difference = drops[i] - mean;
                squares[i] = difference * difference;
            }

            (Means[feature], Deviations[feature]) = (mean, Math.Sqrt(PairwiseSum.Of<double>(squares) / squares.Length));
        }
    }

    /// <summary>The metric of the score: <c>accuracy</c>, <c>r2</c>...; see <see cref="ModelScore.Metric"/>.</summary>
    public string ScoreName { get; }

    /// <summary>The score on the data as it is.</summary>
    public double Baseline { get; }

    /// <summary>The columns of the data.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>How often each column was shuffled.</summary>
    public int RepeatCount { get; }

    /// <summary><c>importances_mean</c>, one for each column.</summary>
    public IReadOnlyList<double> ImportancesMean => Means;

    /// <summary><c>importances_std</c>, one for each column.</summary>
    public IReadOnlyList<double> ImportancesDeviation => Deviations;

    private double[] Means { get; }

    private double[] Deviations { get; }

    /// <summary><c>importances</c> of a column: how much the score fell each time.</summary>
    public ReadOnlySpan<double> Of(int feature) => _importances.AsSpan(feature * RepeatCount, RepeatCount);

    /// <summary>The columns by their mean importance, the largest first; equal ones in the order of the columns.</summary>
    public IReadOnlyList<FeatureWeight> Ranked() =>
        [.. Means.Select((mean, column) => new FeatureWeight(FeatureNames[column], column, mean)).OrderByDescending(item => item.Value)];

    /// <summary>Shuffles column after column and looks how the score falls.</summary>
    /// <param name="estimator">A model that has a score; a pipeline is asked whole, about the columns of the data.</param>
    /// <param name="rows">The rows, in the columns of the model.</param>
    /// <param name="target">The true answers, one a row.</param>
    /// <param name="options">How often, with which seed.</param>
    /// <exception cref="ModelInputException">The rows or the target do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no score against a target.</exception>
    /// <exception cref="ArgumentException">There are no repeats or no rows.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public static PermutationImportance Of(Estimator estimator, Features rows, Column target, PermutationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(target);
        options ??= PermutationOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repeats, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.RowCount, 1, nameof(rows));
        Features data = rows is SparseMatrix sparse ? sparse.ToMatrix() : rows;
        Features truth = new Table([target]);
        options.CancellationToken.ThrowIfCancellationRequested();
        ModelScore baseline = EstimatorScorer.Score(estimator, data, truth);

        // permutation_importance draws one seed, with which every column is shuffled.
        uint seed = new MersenneTwister(options.RandomState).NextBits() & int.MaxValue;
        var importances = new double[checked(data.ColumnCount * options.Repeats)];
        for (int column = 0; column < data.ColumnCount; column++)
        {
            var random = new MersenneTwister(seed);
            int[] order = [.. Enumerable.Range(0, data.RowCount)], places = [.. order];
            for (int repeat = 0; repeat < options.Repeats; repeat++)
            {
                Shuffle(order, random);

                // The column that was shuffled before is shuffled again.
                places = Array.ConvertAll(order, row => places[row]);
                options.CancellationToken.ThrowIfCancellationRequested();
                ModelScore score = EstimatorScorer.Score(estimator, DataColumns.Reorder(data, column, places), truth);
                importances[(column * options.Repeats) + repeat] = baseline.Value - score.Value;
            }

            options.OnProgress?.Invoke((column + 1.0) / data.ColumnCount);
        }

        IReadOnlyList<string> names = rows.ColumnNames ?? estimator.FeatureNamesIn
            ?? [.. Enumerable.Range(0, data.ColumnCount).Select(column => $"x{column}")];
        return new PermutationImportance(baseline.Metric, baseline.Value, names, importances);
    }

    /// <summary><c>RandomState.shuffle</c>.</summary>
    private static void Shuffle(int[] items, MersenneTwister random)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = random.NextBelow(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
