namespace Brine.Training;

/// <summary>scikit-learn's <c>bounded_rand_int</c>, the draws inside of libsvm and liblinear: Lemire's method on the Mersenne
/// Twister.</summary>
internal static class BoundedDraw
{
    internal static uint Below(RandomState draws, uint range)
    {
        ulong product = (ulong)draws.NextBits() * range;
        if ((uint)product < range)
        {
            uint least = (0u - range) % range;
            while ((uint)product < least)
            {
                product = (ulong)draws.NextBits() * range;
            }
        }

        return (uint)(product >> 32);
    }
}
