namespace Brine.Training;

/// <summary>The rows of one tree of a forest, drawn with replacement: <c>_generate_sample_indices</c>.</summary>
internal static class BootstrapRows
{
    /// <summary>How often each row was drawn, times its weight where scikit-learn 1.2 multiplies.</summary>
    /// <param name="rowCount">How many rows there are, and are drawn.</param>
    /// <param name="seed">The <c>random_state</c> of the tree.</param>
    /// <param name="weights">What each row weighs, or null.</param>
    /// <param name="isNew">True where heavier rows are drawn more often instead.</param>
    internal static double[] Weights(int rowCount, uint seed, double[]? weights, bool isNew)
    {
        var draws = new RandomState(seed);
        var counts = new double[rowCount];
        if (weights is null || !isNew)
        {
            for (int i = 0; i < rowCount; i++)
            {
                counts[draws.NextBelow(rowCount)]++;
            }

            for (int row = 0; weights is not null && row < rowCount; row++)
            {
                counts[row] *= weights[row];
            }

            return counts;
        }

        double[] sums = Cumulated(weights);
        for (int i = 0; i < rowCount; i++)
        {
            int found = Array.BinarySearch(sums, draws.NextDouble());
            found = found < 0 ? ~found : found + 1;
            counts[Math.Min(found, rowCount - 1)]++;
        }

        return counts;
    }

    /// <summary>The borders that <c>RandomState.choice</c> looks a drawn number up in.</summary>
    private static double[] Cumulated(double[] weights)
    {
        double total = PairwiseSum.Of<double>(weights), sum = 0;
        var sums = new double[weights.Length];
        for (int row = 0; row < sums.Length; row++)
        {
            sum += weights[row] / total;
            sums[row] = sum;
        }

        for (int row = 0; row < sums.Length; row++)
        {
            sums[row] /= sum;
        }

        return sums;
    }
}
