namespace Brine.Models;

/// <summary>numpy's <c>np.sum</c> along a contiguous axis: pairwise, with eight accumulators in blocks of up to 128.</summary>
/// <remarks>Repeats <c>pairwise_sum</c> of numpy's loops; sums below eight elements go from left to right.</remarks>
internal static class NumpySum
{
    private const int Block = 128;

    internal static double Of(ReadOnlySpan<double> values)
    {
        int count = values.Length;
        if (count < 8)
        {
            double small = 0;
            foreach (double value in values)
            {
                small += value;
            }

            return small;
        }

        if (count > Block)
        {
            int half = count / 2;
            half -= half % 8;
            return Of(values[..half]) + Of(values[half..]);
        }

        double r0 = values[0], r1 = values[1], r2 = values[2], r3 = values[3], r4 = values[4], r5 = values[5], r6 = values[6], r7 = values[7];
        int i = 8;
        for (; i < count - (count % 8); i += 8)
        {
            r0 += values[i];
            r1 += values[i + 1];
            r2 += values[i + 2];
            r3 += values[i + 3];
            r4 += values[i + 4];
            r5 += values[i + 5];
            r6 += values[i + 6];
            r7 += values[i + 7];
        }

        double sum = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
        for (; i < count; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}
