namespace Brine.Models;

/// <summary>scipy's <c>logsumexp</c> over one row.</summary>
internal static class LogSumExp
{
    /// <summary>The form of scipy until 1.14: largest plus log of the sum of all.</summary>
    /// <param name="row">The numbers.</param>
    /// <param name="terms">Room for as many numbers.</param>
    /// <param name="isContiguous">True where numpy adds along the row (pairwise), false where it adds rows of a transposed array (one by
    /// one).</param>
    internal static double Simple(ReadOnlySpan<double> row, Span<double> terms, bool isContiguous)
    {
        double largest = Logistic.Largest(row), shift = double.IsFinite(largest) ? largest : 0;
        for (int k = 0; k < row.Length; k++)
        {
            terms[k] = Exponential.Of(row[k] - shift);
        }

        return Math.Log(Sum(terms[..row.Length], isContiguous)) + shift;
    }

    /// <summary>The form of scipy from 1.15: the largest numbers stay out of the sum, which goes through log1p.</summary>
    /// <param name="row">The numbers.</param>
    /// <param name="terms">Room for as many numbers.</param>
    /// <param name="isContiguous">True where numpy adds along the row (pairwise), false where it adds rows of a transposed array (one by
    /// one).</param>
    internal static double Split(ReadOnlySpan<double> row, Span<double> terms, bool isContiguous)
    {
        double largest = Logistic.Largest(row), shift = double.IsFinite(largest) ? largest : 0;
        int largestCount = 0;
        for (int k = 0; k < row.Length; k++)
        {
            bool isLargest = row[k] == largest;
            largestCount += isLargest ? 1 : 0;
            terms[k] = isLargest ? 0 : Exponential.Of(row[k] - shift);
        }

        double sum = Sum(terms[..row.Length], isContiguous);
        sum = sum == 0 ? sum : sum / largestCount;
        return LogarithmOfOnePlus.Log1p(sum) + Math.Log(largestCount) + largest;
    }

    private static double Sum(ReadOnlySpan<double> terms, bool isContiguous)
    {
        if (isContiguous)
        {
            return PairwiseSum.Of(terms);
        }

        double sum = terms[0];
        for (int k = 1; k < terms.Length; k++)
        {
            sum += terms[k];
        }

        return sum;
    }
}
