namespace Brine.Training;

/// <summary>The first centers of <see cref="KMeans"/>, drawn as scikit-learn draws them.</summary>
internal sealed class CenterSeeds(DenseRows x, RandomState draws, bool isNew, double[]? weights = null)
{
    private readonly double[] _norms = [.. Enumerable.Range(0, x.RowCount).Select(row => NumpyReductions.SquaredNorm(x.Row(row)))];

    /// <summary>Any rows: a permutation of all up to scikit-learn 1.2, a choice without replacement since.</summary>
    internal double[] AnyRows(int count)
    {
        int[] rows;
        if (!isNew)
        {
            rows = [.. Enumerable.Range(0, x.RowCount)];
            for (int i = rows.Length - 1; i > 0; i--)
            {
                int j = draws.NextBelow(i + 1);
                (rows[i], rows[j]) = (rows[j], rows[i]);
            }
        }
        else
        {
            rows = ChooseDifferent(count);
        }

        return Take(rows.AsSpan(0, count));
    }

    /// <summary><c>_kmeans_plusplus</c>: each is the best of several rows, drawn by how far they are from those before.</summary>
    internal double[] FarRows(int count)
    {
        int rowCount = x.RowCount, trials = 2 + (int)Math.Log(count);
        var chosen = new int[count];
        chosen[0] = isNew ? Choose() : draws.NextBelow(rowCount);
        double[] nearest = Distances(chosen[0]), sums = new double[rowCount];
        double total = PairwiseSum.Of<double>(Weighed(nearest));
        for (int c = 1; c < count; c++)
        {
            double sum = 0;
            for (int row = 0; row < rowCount; row++)
            {
                sum += nearest[row] * (weights?[row] ?? 1);
                sums[row] = sum;
            }

            var candidates = new int[trials];
            for (int t = 0; t < trials; t++)
            {
                candidates[t] = Math.Min(FirstNotBelow(sums, draws.NextDouble() * total), rowCount - 1);
            }

            double[]? best = null;
            for (int t = 0; t < trials; t++)
            {
                double[] distances = Distances(candidates[t]);
                for (int row = 0; row < rowCount; row++)
                {
                    distances[row] = Math.Min(distances[row], nearest[row]);
                }

                double own = PairwiseSum.Of<double>(Weighed(distances));
                if (best is null || own < total)
                {
                    (best, total, chosen[c]) = (distances, own, candidates[t]);
                }
            }

            nearest = best!;
        }

        return Take(chosen);
    }

    private double[] Weighed(double[] distances) =>
        weights is null ? distances : [.. distances.Zip(weights, (distance, weight) => distance * weight)];

    /// <summary>numpy's <c>searchsorted</c> from the left.</summary>
    private static int FirstNotBelow(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int FirstAbove(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Squared distances with the last bits of a BLAS that adds and multiplies at once: ties are decided by them.</summary>
    private double[] Distances(int center)
    {
        ReadOnlySpan<double> from = x.Row(center);
        var distances = new double[x.RowCount];
        for (int row = 0; row < distances.Length; row++)
        {
            ReadOnlySpan<double> values = x.Row(row);
            double product = 0;
            for (int column = 0; column < values.Length; column++)
            {
                product = Math.FusedMultiplyAdd(from[column], values[column], product);
            }

            distances[row] = Math.Max(0, (-2 * product) + _norms[center] + _norms[row]);
        }

        return distances;
    }

    private double[] Take(ReadOnlySpan<int> rows)
    {
        var centers = new double[rows.Length * x.ColumnCount];
        for (int i = 0; i < rows.Length; i++)
        {
            x.Row(rows[i]).CopyTo(centers.AsSpan(i * x.ColumnCount));
        }

        return centers;
    }

    /// <summary><c>RandomState.choice(n, p=...)</c>: all are equally likely, or as they weigh.</summary>
    private int Choose() => FirstAbove(Borders(null), draws.NextDouble());

    /// <summary><c>RandomState.choice(n, count, replace=False, p=...)</c>.</summary>
    private int[] ChooseDifferent(int count)
    {
        var found = new List<int>();
        while (found.Count < count)
        {
            double[] drawn = [.. Enumerable.Range(0, count - found.Count).Select(_ => draws.NextDouble())];
            double[] borders = Borders(found);
            found.AddRange(drawn.Select(value => FirstAbove(borders, value)).Distinct());
        }

        return [.. found];
    }

    private double[] Borders(List<int>? without)
    {
        var borders = new double[x.RowCount];
        HashSet<int> gone = [.. without ?? []];
        double share = 1.0 / x.RowCount, sum = 0, all = weights is null ? 1 : PairwiseSum.Of<double>(weights);
        for (int row = 0; row < borders.Length; row++)
        {
            sum += gone.Contains(row) ? 0 : weights is null ? share : weights[row] / all;
            borders[row] = sum;
        }

        for (int row = 0; row < borders.Length; row++)
        {
            borders[row] /= sum;
        }

        return borders;
    }
}
