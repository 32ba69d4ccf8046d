namespace Brine.Models;

/// <summary>The <c>weights</c> of neighbors.</summary>
internal static class NeighborWeights
{
    /// <summary><c>_get_weights</c>: 1/d, but where a neighbor is at distance zero, 1 for such and 0 for all others.</summary>
    internal static void OfDistances(Span<double> distances, bool isSingle = false)
    {
        bool hasHit = false;
        foreach (ref double distance in distances)
        {
            distance = isSingle ? 1f / (float)distance : 1.0 / distance;
            hasHit |= double.IsInfinity(distance);
        }

        if (!hasHit)
        {
            return;
        }

        foreach (ref double weight in distances)
        {
            weight = double.IsInfinity(weight) ? 1 : 0;
        }
    }
}
