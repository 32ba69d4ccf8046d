namespace Brine.Training;

/// <summary>What rows weigh: <c>sample_weight</c>.</summary>
internal static class SampleWeights
{
    /// <summary>Checks what the options give.</summary>
    /// <exception cref="TrainingException">There is not one weight a row, or one is negative or no number, or all are 0.</exception>
    internal static double[]? Of(IReadOnlyList<double>? weights, int rowCount)
    {
        if (weights is null)
        {
            return null;
        }

        if (weights.Count != rowCount)
        {
            throw new TrainingException("FitWeight", $"there are {rowCount} rows and {weights.Count} weights of rows");
        }

        double[] copy = [.. weights];
        for (int row = 0; row < copy.Length; row++)
        {
            if (!(copy[row] >= 0 && double.IsFinite(copy[row])))
            {
                throw new TrainingException("FitWeight",
                    $"the weight of row {row} is {copy[row]}, and weights are numbers of at least 0");
            }
        }

        return copy.Length == 0 || copy.Any(weight => weight > 0) ? copy
            : throw new TrainingException("FitWeight", "all rows weigh 0: there is nothing to learn from");
    }

    /// <summary>The product of two weights a row, of which either may be left out.</summary>
    internal static double[]? Product(double[]? first, double[]? second) =>
        first is null ? second : second is null ? first : [.. first.Zip(second, (one, other) => one * other)];

    /// <summary><c>_weighted_percentile</c> of scikit-learn 1.2: the first value up to which the rows weigh enough.</summary>
    internal static double Percentile(double[] values, double[] weights, double percentile)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(row => values[row])];
        var sums = new double[order.Length];
        double sum = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = sum += weights[order[i]];
        }

        double wanted = percentile / 100 * sum;
        wanted = wanted == 0 ? double.BitIncrement(0) : wanted;
        int place = Array.FindIndex(sums, reached => reached >= wanted);
        return values[order[place < 0 ? order.Length - 1 : place]];
    }

    /// <summary><c>np.average(axis=0, weights)</c>.</summary>
    internal static double[] Means(DenseRows x, double[] weights)
    {
        var sums = new double[x.ColumnCount];
        for (int row = 0; row < x.RowCount; row++)
        {
            ReadOnlySpan<double> values = x.Row(row);
            for (int column = 0; column < sums.Length; column++)
            {
                sums[column] += weights[row] * values[column];
            }
        }

        double total = PairwiseSum.Of<double>(weights);
        return Array.ConvertAll(sums, sum => sum / total);
    }
}
