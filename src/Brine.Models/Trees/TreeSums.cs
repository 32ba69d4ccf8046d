namespace Brine.Models;

/// <summary>Sums in numpy's order.</summary>
internal static class TreeSums
{
    private const int BlockSize = 128;

    /// <summary><c>np.sum</c> along a contiguous axis (<c>pairwise_sum</c>): eight running sums in blocks of up to 128, halves above.</summary>
    internal static double Sum(ReadOnlySpan<double> values)
    {
        int count = values.Length;
        if (count < 8)
        {
            double few = 0;
            foreach (double value in values)
            {
                few += value;
            }

            return few;
        }

        if (count > BlockSize)
        {
            // The halves are at least 64 long, so the calls nest some 25 deep at most.
            int half = count / 2 / 8 * 8;
            return Sum(values[..half]) + Sum(values[half..]);
        }

        Span<double> sums = stackalloc double[8];
        values[..8].CopyTo(sums);
        int i = 8;
        for (; i + 8 <= count; i += 8)
        {
            for (int k = 0; k < 8; k++)
            {
                sums[k] += values[i + k];
            }
        }

        double sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
        for (; i < count; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}
