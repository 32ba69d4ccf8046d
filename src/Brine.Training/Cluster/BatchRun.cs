namespace Brine.Training;

/// <summary>The batches of <see cref="MiniBatchKMeans"/>, one after another.</summary>
internal sealed class BatchRun(DenseRows x, double[] start, int count, int batch, RandomState draws, FitContext context,
    double[]? pastCounts = null)
{
    /// <summary>Centers may be put elsewhere after so many rows a center.</summary>
    private const int RowsBetween = 10;

    private readonly double[] _counts = [.. pastCounts ?? new double[count]];
    private double? _smoothed;
    private double? _least;
    private int _vain;

    /// <summary>How many rows there were since centers were last put elsewhere.</summary>
    internal int Since { get; set; }

    /// <summary>How many rows each center has moved with.</summary>
    internal IReadOnlyList<double> Counts => _counts;

    /// <summary>After how many batches that bring nothing it is over, or null.</summary>
    internal int? Patience { get; init; }

    internal double ReassignmentRatio { get; init; }

    /// <summary>How little the centers move when it is over; 0 does not look.</summary>
    internal double Tolerance { get; init; }

    internal double[] Centers { get; private set; } = [.. start];

    /// <summary>Runs, and tells how many batches there were.</summary>
    internal int Run(long most)
    {
        double[] borders = context.IsNew ? Borders() : [];
        int step = 0;
        bool isOver = false;
        while (step < most && !isOver)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int[] rows = [.. Enumerable.Range(0, batch).Select(
                _ => context.IsNew ? Place(borders, draws.NextDouble()) : draws.NextBelow(x.RowCount))];
            bool reassigns = MayReassign();
            (double[] moved, double inertia) = Move(x.Take(rows), reassigns);
            double shift = 0;
            for (int i = 0; i < moved.Length && Tolerance > 0; i++)
            {
                shift += (moved[i] - Centers[i]) * (moved[i] - Centers[i]);
            }

            Centers = moved;
            step++;
            isOver = IsOver(step, shift, inertia);
        }

        return step;
    }

    /// <summary>Moves the centers with all rows at once, as <c>partial_fit</c> does.</summary>
    internal void Step() => Centers = Move(x, MayReassign()).Moved;

    internal void Write(AttributeWriter attributes) => attributes.Set("_counts", _counts)
        .Set("_ewa_inertia", _smoothed is { } smoothed ? smoothed : PyValue.None)
        .Set("_ewa_inertia_min", _least is { } least ? least : PyValue.None)
        .Set("_no_improvement", _vain).Set("_n_since_last_reassign", Since);

    private bool MayReassign()
    {
        Since += batch;
        if (Array.Exists(_counts, rows => rows == 0) || Since >= RowsBetween * count)
        {
            Since = 0;
            return true;
        }

        return false;
    }

    private (double[] Moved, double Inertia) Move(DenseRows rows, bool reassigns)
    {
        var run = new LloydRun(rows, Centers, count, context);
        run.Label();
        int width = x.ColumnCount;
        double[] moved = [.. Centers], sizes = new double[count];
        foreach (int label in run.Labels)
        {
            sizes[label]++;
        }

        for (int c = 0; c < count; c++)
        {
            for (int column = 0; column < width && sizes[c] > 0; column++)
            {
                moved[(c * width) + column] *= _counts[c];
            }
        }

        for (int row = 0; row < rows.RowCount; row++)
        {
            ReadOnlySpan<double> values = rows.Row(row);
            Span<double> own = moved.AsSpan(run.Labels[row] * width, width);
            for (int column = 0; column < width; column++)
            {
                own[column] += values[column];
            }
        }

        for (int c = 0; c < count; c++)
        {
            if (sizes[c] > 0)
            {
                _counts[c] += sizes[c];
                double alpha = 1 / _counts[c];
                for (int column = 0; column < width; column++)
                {
                    moved[(c * width) + column] *= alpha;
                }
            }
        }

        if (reassigns && ReassignmentRatio > 0)
        {
            Reassign(rows, moved);
        }

        return (moved, run.Inertia);
    }

    /// <summary>Small clusters begin again at rows of the batch, at most half as many as it has.</summary>
    private void Reassign(DenseRows rows, double[] moved)
    {
        double most = _counts.Max(), half = 0.5 * rows.RowCount;
        bool[] are = Array.ConvertAll(_counts, size => size < ReassignmentRatio * most);
        if (are.Count(is1 => is1) > half)
        {
            foreach (int kept in Enumerable.Range(0, count).OrderBy(c => _counts[c]).Skip((int)half))
            {
                are[kept] = false;
            }
        }

        int[] places = [.. Enumerable.Range(0, count).Where(c => are[c])];
        if (places.Length == 0)
        {
            return;
        }

        int[] order = [.. Enumerable.Range(0, rows.RowCount)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = draws.NextBelow(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        double least = Enumerable.Range(0, count).Where(c => !are[c]).Min(c => _counts[c]);
        for (int i = 0; i < places.Length; i++)
        {
            rows.Row(order[i]).CopyTo(moved.AsSpan(places[i] * x.ColumnCount, x.ColumnCount));
            _counts[places[i]] = least;
        }
    }

    private bool IsOver(int step, double shift, double inertia)
    {
        inertia /= batch;
        if (step == 1)
        {
            return false;
        }

        double alpha = Math.Min(batch * 2.0 / (x.RowCount + 1), 1);
        _smoothed = _smoothed is { } before ? (before * (1 - alpha)) + (inertia * alpha) : inertia;
        if (Tolerance > 0 && shift <= Tolerance)
        {
            return true;
        }

        if (_least is null || _smoothed < _least)
        {
            (_vain, _least) = (0, _smoothed);
        }
        else
        {
            _vain++;
        }

        return Patience is { } patience && _vain >= patience;
    }

    /// <summary>The borders that <c>RandomState.choice</c> looks a drawn number up in, where all rows are equally likely.</summary>
    private double[] Borders()
    {
        var borders = new double[x.RowCount];
        double share = 1.0 / x.RowCount, sum = 0;
        for (int row = 0; row < borders.Length; row++)
        {
            sum += share;
            borders[row] = sum;
        }

        return Array.ConvertAll(borders, border => border / sum);
    }

    private static int Place(double[] borders, double drawn)
    {
        int found = Array.BinarySearch(borders, drawn);
        return found >= 0 ? found + 1 : ~found;
    }
}
