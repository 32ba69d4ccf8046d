namespace Brine.Training;

/// <summary>How much each column tells of the target, and how likely that is by chance: scikit-learn's <c>f_classif</c>, <c>chi2</c> and
/// <c>f_regression</c>.</summary>
internal static class FeatureScores
{
    internal static (double[] Scores, double[] Shares) OfClasses(DenseRows x, ClassCodes classes, bool counts, string className)
    {
        int[][] rows = [.. Enumerable.Range(0, classes.Count).Select(
            code => Enumerable.Range(0, x.RowCount).Where(row => classes.Codes[row] == code).ToArray())];
        DenseRows[] parts = [.. rows.Select(own => x.Take(own) with { IsColumnMajor = false })];
        return counts ? ChiSquared(x, parts, className) : Variance(x, parts);
    }

    /// <summary><c>f_regression</c>: the squared correlation against what is left of the variance.</summary>
    internal static (double[] Scores, double[] Shares) OfNumbers(DenseRows x, double[] y)
    {
        int count = x.RowCount, columns = x.ColumnCount;
        double mean = PairwiseSum.Of<double>(y) / count;
        double[] centered = Array.ConvertAll(y, value => value - mean);
        double norm = Math.Sqrt(Vectors.Dot(centered, centered)), freedom = count - 2;
        double[] means = Array.ConvertAll(ColumnSums.Of(x), sum => sum / count), scores = new double[columns], shares = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            double[] values = x.Column(column);
            double length = Math.Sqrt(Vectors.Dot(values, values) - (count * (means[column] * means[column])));
            double correlation = Vectors.Dot(centered, values) / length / norm;
            double square = double.IsNaN(correlation) ? 0 : correlation * correlation, score = square / (1 - square) * freedom;
            (scores[column], shares[column]) = double.IsNaN(score) ? (0, 1)
                : (double.IsInfinity(score) ? double.MaxValue : score, IncompleteBeta.FTail(1, freedom, score));
        }

        return (scores, shares);
    }

    /// <summary><c>f_oneway</c>: the variance between the classes against that inside of them.</summary>
    private static (double[] Scores, double[] Shares) Variance(DenseRows x, DenseRows[] parts)
    {
        int columns = x.ColumnCount;
        double count = x.RowCount, between = parts.Length - 1, inside = count - parts.Length;
        double[][] sums = [.. parts.Select(ColumnSums.Of)];
        double[][] squares = [.. parts.Select(part => ColumnSums.Of(part.With(Array.ConvertAll(part.Values, value => value * value))))];
        double[] scores = new double[columns], shares = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            double all = 0, sum = 0, apart = 0;
            for (int k = 0; k < parts.Length; k++)
            {
                all += squares[k][column];
                sum += sums[k][column];
            }

            double whole = sum * sum;
            for (int k = 0; k < parts.Length; k++)
            {
                apart += sums[k][column] * sums[k][column] / parts[k].RowCount;
            }

            apart -= whole / count;
            double rest = all - (whole / count) - apart;
            scores[column] = apart / between / (rest / inside);
            shares[column] = IncompleteBeta.FTail(between, inside, scores[column]);
        }

        return (scores, shares);
    }

    private static (double[] Scores, double[] Shares) ChiSquared(DenseRows x, DenseRows[] parts, string className)
    {
        if (Array.Exists(x.Values, value => value < 0))
        {
            throw new ModelInputException("InputRange", $"{className} with chi2 counts, and takes no values under 0");
        }

        double[] totals = ColumnSums.Of(x), scores = new double[x.ColumnCount];
        foreach (DenseRows part in parts)
        {
            double[] observed = ColumnSums.Of(part);
            for (int column = 0; column < scores.Length; column++)
            {
                double expected = (double)part.RowCount / x.RowCount * totals[column], apart = observed[column] - expected;
                scores[column] += apart * apart / expected;
            }
        }

        return (scores, Array.ConvertAll(scores, score => double.IsNaN(score) ? double.NaN
            : IncompleteGamma.Tail((parts.Length - 1) / 2.0, score / 2)));
    }
}
