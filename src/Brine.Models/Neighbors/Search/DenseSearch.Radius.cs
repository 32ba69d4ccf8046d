namespace Brine.Models;

/// <summary>The search by radius.</summary>
internal sealed partial class DenseSearch
{
    /// <summary>
    /// All rows within a radius, in the order in which scikit-learn's tree (or its fast brute search) meets them: that of the places in the
    /// tree.
    /// </summary>
    internal void FindWithin(ReadOnlySpan<double> row, double radius, List<double> distances, List<int> indices)
    {
        double limit = _rounds ? _rules.LimitOfFast(radius) : _distance.Reduce(radius);
        if (_tree is not { IsBall: true })
        {
            AddWithin(row, 0, TrainingCount, limit, distances, indices);
            return;
        }

        // Where a distance is no metric, balls are left out or taken whole that should not be.
        foreach ((int start, int end, bool isInside) in _tree.LeavesWithin(row, radius, _distance))
        {
            AddWithin(row, start, end, isInside ? double.PositiveInfinity : limit, distances, indices);
        }
    }

    /// <summary>Sorts what was found, with equal distances in scikit-learn's order.</summary>
    internal void Sort(Span<double> distances, Span<int> indices) => NeighborHeap.Sort(distances, indices, _isIntrosort);

    private void AddWithin(ReadOnlySpan<double> row, int start, int end, double limit, List<double> distances, List<int> indices)
    {
        double norm = Norm(row);
        Span<double> eight = stackalloc double[VectorBank.Width];
        for (int first = start / VectorBank.Width * VectorBank.Width; first < end; first += VectorBank.Width)
        {
            _rows.OneBlock(row, norm, _norms, first / VectorBank.Width, eight, _rounds);
            for (int i = Math.Max(start - first, 0); i < Math.Min(VectorBank.Width, end - first); i++)
            {
                if (eight[i] <= limit || double.IsPositiveInfinity(limit))
                {
                    distances.Add(Full(eight[i]));
                    indices.Add(_tree is null ? first + i : _tree.Order[first + i]);
                }
            }
        }
    }
}
