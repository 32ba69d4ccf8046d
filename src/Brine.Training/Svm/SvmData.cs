namespace Brine.Training;

/// <summary>What a machine of support vectors learns from.</summary>
/// <param name="Rows">The rows as dense numbers.</param>
/// <param name="Sparse">The rows where they are sparse, the columns of each in order.</param>
/// <param name="Problem">The rows and their kernel.</param>
internal sealed record SvmData(DenseRows Rows, CsrMatrix? Sparse, SvmProblem Problem)
{
    /// <summary>numpy's <c>var</c> of all numbers; of sparse ones the mean of the squares less the square of the mean, as scikit-learn
    /// has it.</summary>
    internal static double Variance(DenseRows rows, CsrMatrix? sparse)
    {
        double count = rows.Values.Length;
        if (sparse is not null)
        {
            double center = Mean(sparse, value => value / count);
            return Mean(sparse, value => value * value / count) - (center * center);
        }

        double mean = PairwiseSum.Of<double>(rows.Values) / count;
        return PairwiseSum.Of<double>(Array.ConvertAll(rows.Values, value => (value - mean) * (value - mean))) / count;
    }

    private static double Mean(CsrMatrix csr, Func<double, double> share)
    {
        var sums = new double[csr.RowCount];
        for (int row = 0; row < sums.Length; row++)
        {
            foreach (double value in csr.RowValues(row))
            {
                sums[row] += share(value);
            }
        }

        return PairwiseSum.Of<double>(sums);
    }
}
