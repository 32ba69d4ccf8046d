namespace Brine.Models;

/// <summary>Metrics of numbers, added in the order in which numpy adds along the rows.</summary>
internal static class RegressionMetrics
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary><c>r2_score</c>: the mean over the columns; NaN for fewer than two rows.</summary>
    internal static double R2(ScoreTarget truth, ScoreTarget answer, double[]? weights)
    {
        (double[] y, double[] p) = Numbers(truth, answer);
        int columns = truth.ColumnCount;
        if (truth.RowCount < 2)
        {
            return double.NaN;
        }

        double[] left = new double[y.Length], spread = new double[y.Length], means = Means(y, columns, weights);
        for (int i = 0; i < y.Length; i++)
        {
            double error = y[i] - p[i], distance = y[i] - means[i % columns], weight = weights?[i / columns] ?? 1;
            (left[i], spread[i]) = (weight * (error * error), weight * (distance * distance));
        }

        return Explained(columns, column => Sum(left, columns, column), column => Sum(spread, columns, column));
    }

    /// <summary><c>explained_variance_score</c>: R² of answers that may be too high or too low by one number.</summary>
    internal static double ExplainedVariance(ScoreCase score)
    {
        (double[] y, double[] p) = Numbers(score.Truth, score.Answer);
        int columns = score.Truth.ColumnCount;
        double[] errors = [.. y.Zip(p, (one, other) => one - other)];
        double[] bias = Means(errors, columns, score.Weights), means = Means(y, columns, score.Weights);
        double[] left = Means([.. errors.Select((error, i) => (error - bias[i % columns]) * (error - bias[i % columns]))], columns,
            score.Weights);
        double[] spread = Means([.. y.Select((one, i) => (one - means[i % columns]) * (one - means[i % columns]))], columns, score.Weights);
        return Explained(columns, column => left[column], column => spread[column]);
    }

    /// <summary><c>mean_squared_error</c>, or the mean of its roots.</summary>
    internal static double SquaredError(ScoreTarget truth, ScoreTarget answer, double[]? weights, bool takesRoot)
    {
        (double[] y, double[] p) = Numbers(truth, answer);
        return SquaredError(y, p, truth.ColumnCount, weights, takesRoot);
    }

    /// <summary><c>mean_squared_log_error</c>, or the mean of its roots.</summary>
    internal static double SquaredLogError(ScoreCase score, bool takesRoot)
    {
        (double[] y, double[] p) = Numbers(score.Truth, score.Answer);
        bool takesNegative = score.Version.IsAtLeast(1, 6);
        if (y.Concat(p).Any(value => takesNegative ? value <= -1 : value < 0))
        {
            throw new ModelInputException("InputRange",
                $"{score.Metric} is a metric of numbers {(takesNegative ? "above -1" : "of 0 and more")}, and others are to be scored");
        }

        return SquaredError(Array.ConvertAll(y, LogarithmOfOnePlus.Log1p), Array.ConvertAll(p, LogarithmOfOnePlus.Log1p),
            score.Truth.ColumnCount, score.Weights, takesRoot);
    }

    /// <summary><c>mean_absolute_error</c></summary>
    internal static double AbsoluteError(ScoreTarget truth, ScoreTarget answer, double[]? weights)
    {
        (double[] y, double[] p) = Numbers(truth, answer);
        return Averages.Of(Means([.. y.Zip(p, (one, other) => Math.Abs(other - one))], truth.ColumnCount, weights), null);
    }

    /// <summary><c>mean_absolute_percentage_error</c></summary>
    internal static double PercentageError(ScoreCase score)
    {
        (double[] y, double[] p) = Numbers(score.Truth, score.Answer);
        return Averages.Of(Means([.. y.Zip(p, (one, other) => Math.Abs(other - one) / Math.Max(Math.Abs(one), Epsilon))],
            score.Truth.ColumnCount, score.Weights), null);
    }

    /// <summary><c>median_absolute_error</c></summary>
    internal static double MedianError(ScoreCase score)
    {
        (double[] y, double[] p) = Numbers(score.Truth, score.Answer);
        int columns = score.Truth.ColumnCount;
        var medians = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            double[] errors = [.. Enumerable.Range(0, score.Truth.RowCount).Select(row => (row * columns) + column)
                .Select(i => Math.Abs(p[i] - y[i]))];
            medians[column] = score.Weights is { } weights ? WeightedMedian(errors, weights, score.Version.IsAtLeast(1, 7))
                : Median(errors);
        }

        return Averages.Of(medians, null);
    }

    /// <summary><c>d2_absolute_error_score</c>: how much nearer the answers are than the median.</summary>
    internal static double ExplainedError(ScoreCase score)
    {
        (double[] y, double[] p) = Numbers(score.Truth, score.Answer);
        int columns = score.Truth.ColumnCount, rows = score.Truth.RowCount;
        if (rows < 2)
        {
            return double.NaN;
        }

        double[] weights = score.Weights ?? [.. Enumerable.Repeat(1.0, rows)];
        double[] medians = [.. Enumerable.Range(0, columns).Select(column =>
            WeightedMedian([.. Enumerable.Range(0, rows).Select(row => y[(row * columns) + column])], weights, takesMean: true))];
        double[] left = Means([.. y.Select((one, i) => 0.5 * Math.Abs(one - p[i]))], columns, score.Weights);
        double[] spread = Means([.. y.Select((one, i) => 0.5 * Math.Abs(one - medians[i % columns]))], columns, score.Weights);
        return Explained(columns, column => left[column], column => spread[column]);
    }

    /// <summary><c>mean_poisson_deviance</c>, <c>mean_gamma_deviance</c></summary>
    internal static double MeanDeviance(ScoreCase score, double power)
    {
        (double[] y, double[] p) = Numbers(score.Truth, score.Answer);
        if (score.Truth.ColumnCount != 1 || p.Min() <= 0 || y.Min() < 0 || (power >= 2 && y.Min() == 0))
        {
            throw new ModelInputException("InputRange",
                $"{score.Metric} is a metric of one column of numbers {(power < 2 ? "of 0 and more" : "above 0")} and of answers above 0, "
                    + "and others are to be scored");
        }

        return Averages.Of([.. y.Zip(p, (one, other) => Deviance(one, other, power))], score.Weights);
    }

    /// <summary><c>max_error</c></summary>
    internal static double LargestError(ScoreTarget truth, ScoreTarget answer)
    {
        (double[] y, double[] p) = Numbers(truth, answer);
        return truth.ColumnCount == 1 ? y.Zip(p, (one, other) => Math.Abs(one - other)).Max()
            : throw new ModelInputException("InputKind", "max_error is a metric of one column, and there are several");
    }

    /// <summary>
    /// The part of the deviance that a model explains, of the Tweedie distributions: 0 is the normal one, 1 Poisson's, 2 the gamma
    /// distribution.
    /// </summary>
    internal static double ExplainedDeviance(ScoreTarget truth, ScoreTarget answer, double power)
    {
        (double[] y, double[] p) = Numbers(truth, answer);
        double smallest = y.Min();
        if (truth.ColumnCount != 1 || (power >= 1 && (smallest < 0 || (power >= 2 && smallest == 0))))
        {
            throw new ModelInputException("InputRange",
                $"the model knows numbers {(power < 2 ? "of 0 and more" : "above 0")} in one column, and others are to be scored");
        }

        double mean = PairwiseSum.Of<double>(y) / y.Length;
        double left = PairwiseSum.Of<double>([.. y.Zip(p, (one, other) => Deviance(one, other, power))]);
        double whole = PairwiseSum.Of<double>([.. y.Select(one => Deviance(one, mean, power))]);
        return 1 - (left / whole);
    }

    private static double Deviance(double y, double mean, double power) => power switch
    {
        0 => (y - mean) * (y - mean),
        1 => 2 * ((y == 0 ? 0 : y * Math.Log(y / mean)) - y + mean),
        2 => 2 * (Math.Log(mean / y) + (y / mean) - 1),
        _ => 2 * ((Math.Pow(Math.Max(y, 0), 2 - power) / ((1 - power) * (2 - power))) - (y * Math.Pow(mean, 1 - power) / (1 - power))
            + (Math.Pow(mean, 2 - power) / (2 - power))),
    };

    private static double SquaredError(double[] y, double[] p, int columns, double[]? weights, bool takesRoot)
    {
        double[] means = Means([.. y.Zip(p, (one, other) => (one - other) * (one - other))], columns, weights);
        return Averages.Of(takesRoot ? Array.ConvertAll(means, Math.Sqrt) : means, null);
    }

    private static double Explained(int columns, Func<int, double> left, Func<int, double> spread)
    {
        var scores = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            double above = left(column), below = spread(column);
            scores[column] = above == 0 ? 1 : below == 0 ? 0 : 1 - (above / below);
        }

        return Averages.Of(scores, null);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary><c>_weighted_percentile</c> of half the weight; from 1.7 on the mean of two values where half of it lies between
    /// them.</summary>
    private static double WeightedMedian(double[] values, double[] weights, bool takesMean)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(row => values[row])];
        var sums = new double[order.Length];
        double sum = 0;
        for (int i = 0; i < order.Length; i++)
        {
            sums[i] = sum += weights[order[i]];
        }

        double half = 50.0 / 100 * sum;
        half = half == 0 ? Math.BitIncrement(half) : half;
        int found = Math.Clamp(Array.FindIndex(sums, value => value >= half), 0, order.Length - 1);
        if (!takesMean || sums[found] - half > Epsilon)
        {
            return values[order[found]];
        }

        int next = Math.Min(found + 1, order.Length - 1);
        while (next < order.Length - 1 && weights[order[next]] == 0)
        {
            next++;
        }

        return weights[order[next]] == 0 ? values[order[found]] : (values[order[found]] + values[order[next]]) / 2;
    }

    private static double[] Means(double[] values, int columns, double[]? weights)
    {
        if (weights is null)
        {
            return [.. Enumerable.Range(0, columns).Select(column => Sum(values, columns, column) / (values.Length / columns))];
        }

        double[] weighted = [.. values.Select((value, i) => value * weights[i / columns])];
        double all = PairwiseSum.Of<double>(weights);
        return [.. Enumerable.Range(0, columns).Select(column => Sum(weighted, columns, column) / all)];
    }

    /// <summary><c>sum(axis=0)</c>: pairwise where there is one column, else row by row.</summary>
    private static double Sum(double[] values, int columns, int column)
    {
        if (columns == 1)
        {
            return PairwiseSum.Of<double>(values);
        }

        double sum = 0;
        for (int i = column; i < values.Length; i += columns)
        {
            sum += values[i];
        }

        return sum;
    }

    private static (double[] Truth, double[] Answer) Numbers(ScoreTarget truth, ScoreTarget answer)
    {
        if (truth.Numbers is null || answer.Numbers is null)
        {
            throw new ModelInputException("InputKind",
                $"{(truth.Numbers is null ? "the target" : "the answer of the model")} is text, and the metric is one of numbers");
        }

        return truth.ColumnCount == answer.ColumnCount ? (truth.Numbers, answer.Numbers)
            : throw new ModelInputException("InputFeatures",
                $"the target has {truth.ColumnCount} columns and the model answers with {answer.ColumnCount}");
    }
}
