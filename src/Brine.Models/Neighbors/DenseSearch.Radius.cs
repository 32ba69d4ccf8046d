using Brine.Arrays;

namespace Brine.Models;

/// <summary>The search by radius.</summary>
internal sealed partial class DenseSearch
{
    /// <summary>
    /// All rows within a radius, in the order in which scikit-learn's tree (or its brute search) meets them: that of the places in the tree.
    /// </summary>
    internal void FindWithin(ReadOnlySpan<double> row, double radius, DType dtype, List<double> distances, List<int> indices)
    {
        distances.Clear();
        indices.Clear();
        bool isArgKmin = IsArgKmin(dtype);
        double limit = _distance.Reduce(radius);
        if (_distance.Kind == DistanceKind.Cosine)
        {
            double[] normalized = row[..Dimension].ToArray();
            Normalize(normalized);
            row = normalized;
        }

        double norm = Norm(row, isArgKmin);
        Span<double> eight = stackalloc double[VectorBank.Width];
        for (int first = 0; first < TrainingCount; first += VectorBank.Width)
        {
            _rows.OneBlock(row, norm, isArgKmin ? _sequentialNorms : _einsumNorms, first / VectorBank.Width, eight, isArgKmin && _dtype.ItemSize == 4);
            for (int i = 0; i < Math.Min(VectorBank.Width, TrainingCount - first); i++)
            {
                if (eight[i] <= limit)
                {
                    distances.Add(_distance.Full(eight[i]));
                    indices.Add(_tree is null ? first + i : _tree.Order[first + i]);
                }
            }
        }
    }
}
