namespace Brine.Training;

/// <summary>One start of k-means: <c>_kmeans_single_lloyd</c>.</summary>
internal sealed class LloydRun
{
    /// <summary>Rows are summed in so many at a time, so that the sums do not depend on the number of threads.</summary>
    private const int Block = 8192;

    private readonly DenseRows _x;
    private readonly int _count;
    private readonly FitContext _context;
    private readonly double[]? _weights;
    private readonly int _blocks;
    private readonly double[][] _sums;
    private readonly double[][] _sizes;
    private readonly double[] _norms;
    private readonly double[] _inertias;

    internal LloydRun(DenseRows x, double[] centers, int count, FitContext context, double[]? weights = null)
    {
        (_x, Centers, _count, _context, _weights) = (x, centers, count, context, weights);
        _blocks = (x.RowCount + Block - 1) / Block;
        _sums = [.. Enumerable.Range(0, _blocks).Select(_ => new double[centers.Length])];
        _sizes = [.. Enumerable.Range(0, _blocks).Select(_ => new double[count])];
        (_norms, _inertias) = (new double[count], new double[_blocks]);
        Labels = new int[x.RowCount];
        Array.Fill(Labels, -1);
    }

    internal double[] Centers { get; private set; }

    internal int[] Labels { get; }

    internal double Inertia { get; private set; }

    internal int Iterations { get; private set; }

    internal void Run(int maxIterations, double tolerance)
    {
        int[] before = [.. Labels];
        bool isStrict = false;
        for (int i = 0; i < maxIterations && !isStrict; i++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            Iterations = i + 1;
            Assign();
            double shift = Move();
            isStrict = Labels.AsSpan().SequenceEqual(before);
            if (!isStrict && shift <= tolerance)
            {
                break;
            }

            Labels.CopyTo(before, 0);
        }

        if (!isStrict)
        {
            Assign();
        }

        Inertia = 0;
        Each(SumDistances);
        foreach (double part in _inertias)
        {
            Inertia += part;
        }
    }

    /// <summary>Finds the nearest center of each row, and sums the distances.</summary>
    internal void Label()
    {
        Assign();
        Inertia = 0;
        Each(SumDistances);
        foreach (double part in _inertias)
        {
            Inertia += part;
        }
    }

    /// <summary><c>_is_same_clustering</c>: whether the groups are the same but for their numbers.</summary>
    internal bool HasSameGroups(LloydRun other)
    {
        var places = new int[_count];
        Array.Fill(places, -1);
        for (int row = 0; row < Labels.Length; row++)
        {
            ref int place = ref places[Labels[row]];
            if (place == -1)
            {
                place = other.Labels[row];
            }
            else if (place != other.Labels[row])
            {
                return false;
            }
        }

        return true;
    }

    private void Each(Action<int> work)
    {
        if (_blocks == 1 || _context.ThreadCount == 1)
        {
            for (int block = 0; block < _blocks; block++)
            {
                work(block);
            }
        }
        else
        {
            Parallel.For(0, _blocks, new ParallelOptions { MaxDegreeOfParallelism = _context.ThreadCount }, work);
        }
    }

    private ReadOnlySpan<double> Center(int index) => Centers.AsSpan(index * _x.ColumnCount, _x.ColumnCount);

    private void Assign()
    {
        for (int c = 0; c < _count; c++)
        {
            _norms[c] = NumpyReductions.SquaredNorm(Center(c));
        }

        Each(AssignBlock);
    }

    private void AssignBlock(int block)
    {
        double[] sums = _sums[block], sizes = _sizes[block];
        Array.Clear(sums);
        Array.Clear(sizes);
        int width = _x.ColumnCount, last = Math.Min(_x.RowCount, (block + 1) * Block);
        for (int row = block * Block; row < last; row++)
        {
            ReadOnlySpan<double> values = _x.Row(row);
            int label = 0;
            double nearest = double.PositiveInfinity;
            for (int c = 0; c < _count; c++)
            {
                double distance = _norms[c] - (2 * Product(values, Center(c)));
                if (distance < nearest)
                {
                    (nearest, label) = (distance, c);
                }
            }

            Labels[row] = label;
            Span<double> own = sums.AsSpan(label * width, width);
            if (_weights is not null)
            {
                sizes[label] += _weights[row];
                Vectors.Add(own, values, _weights[row]);
                continue;
            }

            sizes[label]++;
            for (int column = 0; column < own.Length; column++)
            {
                own[column] += values[column];
            }
        }
    }

    private static double Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length >= 16)
        {
            return Vectors.Dot(left, right);
        }

        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>Moves the centers to the means of their rows; how far they moved, squared.</summary>
    private double Move()
    {
        int width = _x.ColumnCount;
        double[] moved = new double[Centers.Length], sizes = new double[_count];
        for (int block = 0; block < _blocks; block++)
        {
            Vectors.Add(moved, _sums[block], 1);
            Vectors.Add(sizes, _sizes[block], 1);
        }

        FillEmpty(moved, sizes);
        double shift = 0;
        for (int c = 0; c < _count; c++)
        {
            double square = 0, factor = 1.0 / sizes[c];
            for (int column = 0; column < width; column++)
            {
                int at = (c * width) + column;
                moved[at] = sizes[c] > 0 ? moved[at] * factor : Centers[at];
                square += (moved[at] - Centers[at]) * (moved[at] - Centers[at]);
            }

            shift += square;
        }

        Centers = moved;
        return shift;
    }

    /// <summary><c>_relocate_empty_clusters_dense</c>: empty clusters take the rows that are farthest from their centers.</summary>
    private void FillEmpty(double[] moved, double[] sizes)
    {
        int[] empty = [.. Enumerable.Range(0, _count).Where(c => sizes[c] == 0)];
        if (empty.Length == 0)
        {
            return;
        }

        double[] distances = [.. Enumerable.Range(0, _x.RowCount).Select(row => Distance(_x.Row(row), Center(Labels[row])))];
        if (distances.Max() == 0)
        {
            return;
        }

        // The rows in the order in which numpy's argpartition leaves them.
        var order = new int[distances.Length];
        IndirectSelection.ArgPartition(distances, order, order.Length - empty.Length);
        int[] far = [.. order[^empty.Length..].Reverse()];
        for (int i = 0; i < empty.Length; i++)
        {
            int old = Labels[far[i]], width = _x.ColumnCount;
            double weight = _weights?[far[i]] ?? 1;
            Vectors.Add(moved.AsSpan(old * width, width), _x.Row(far[i]), -weight);
            Span<double> taken = moved.AsSpan(empty[i] * width, width);
            taken.Clear();
            Vectors.Add(taken, _x.Row(far[i]), weight);
            sizes[empty[i]] = weight;
            sizes[old] -= weight;
        }
    }

    private void SumDistances(int block)
    {
        double sum = 0;
        int last = Math.Min(_x.RowCount, (block + 1) * Block);
        for (int row = block * Block; row < last; row++)
        {
            double distance = Distance(_x.Row(row), Center(Labels[row]));
            sum += _weights is null ? distance : distance * _weights[row];
        }

        _inertias[block] = sum;
    }

    private static double Distance(ReadOnlySpan<double> row, ReadOnlySpan<double> center)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            double difference = row[i] - center[i];
            sum += difference * difference;
        }

        return sum;
    }
}
