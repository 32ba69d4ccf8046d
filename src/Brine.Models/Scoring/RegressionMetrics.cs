namespace Brine.Models;

/// <summary>Metrics of numbers, added in the order in which numpy adds along the rows.</summary>
internal static class RegressionMetrics
{
    /// <summary><c>r2_score</c>: the mean over the columns; NaN for fewer than two rows.</summary>
    internal static double R2(ScoreTarget truth, ScoreTarget answer)
    {
        (double[] y, double[] p) = Numbers(truth, answer);
        int rows = truth.RowCount, columns = truth.ColumnCount;
        if (rows < 2)
        {
            return double.NaN;
        }

        var scores = new double[columns];
        double[] left = new double[y.Length], spread = new double[y.Length], means = Means(y, columns);
        for (int i = 0; i < y.Length; i++)
        {
            double error = y[i] - p[i], distance = y[i] - means[i % columns];
            (left[i], spread[i]) = (error * error, distance * distance);
        }

        for (int column = 0; column < columns; column++)
        {
            double above = Sum(left, columns, column), below = Sum(spread, columns, column);
            scores[column] = above == 0 ? 1 : below == 0 ? 0 : 1 - (above / below);
        }

        return PairwiseSum.Of<double>(scores) / columns;
    }

    /// <summary><c>mean_squared_error</c>, or the mean of its roots.</summary>
    internal static double SquaredError(ScoreTarget truth, ScoreTarget answer, bool takesRoot)
    {
        (double[] y, double[] p) = Numbers(truth, answer);
        double[] means = Means([.. y.Zip(p, (one, other) => (one - other) * (one - other))], truth.ColumnCount);
        return PairwiseSum.Of<double>(takesRoot ? Array.ConvertAll(means, Math.Sqrt) : means) / means.Length;
    }

    /// <summary><c>mean_absolute_error</c></summary>
    internal static double AbsoluteError(ScoreTarget truth, ScoreTarget answer)
    {
        (double[] y, double[] p) = Numbers(truth, answer);
        double[] means = Means([.. y.Zip(p, (one, other) => Math.Abs(other - one))], truth.ColumnCount);
        return PairwiseSum.Of<double>(means) / means.Length;
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

    private static double[] Means(double[] values, int columns) =>
        [.. Enumerable.Range(0, columns).Select(column => Sum(values, columns, column) / (values.Length / columns))];

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
