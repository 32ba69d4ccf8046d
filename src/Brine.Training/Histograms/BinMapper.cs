namespace Brine.Training;

/// <summary>Puts values into at most 255 bins a column, and missing ones into one of their own: scikit-learn's
/// <c>_BinMapper</c>.</summary>
internal sealed class BinMapper
{
    private const int MostRows = 200_000;
    private const double AlmostInfinity = 1e300;

    private readonly int _most;

    /// <param name="x">The rows.</param>
    /// <param name="most">How many bins a column has at most.</param>
    /// <param name="seed">Where it draws rows from.</param>
    /// <param name="context">What the fit shares.</param>
    /// <param name="className">The class, for messages.</param>
    internal BinMapper(DenseRows x, int most, uint seed, FitContext context, string className)
    {
        _most = most;
        int[]? drawn = x.RowCount <= MostRows ? null : Draw(x.RowCount, new RandomState(seed), context.IsNew);
        Thresholds = new double[x.ColumnCount][];
        Parallel.For(0, x.ColumnCount, new ParallelOptions { MaxDegreeOfParallelism = context.ThreadCount }, column =>
        {
            double[] values = x.Column(column);
            values = drawn is null ? values : Array.ConvertAll(drawn, row => values[row]);
            Thresholds[column] = Find([.. values.Where(value => !double.IsNaN(value))], most, context.IsNew);
        });
        for (int column = 0; context.IsNew && column < x.ColumnCount; column++)
        {
            if (Array.TrueForAll(x.Column(column), double.IsNaN))
            {
                throw new ModelInputException("InputMissing", $"all values of column {column} are missing, and {className} of scikit-learn "
                    + "1.9 takes no such column: leave it out");
            }
        }
    }

    /// <summary>The largest value of each bin but the last, of each column.</summary>
    internal double[][] Thresholds { get; }

    /// <summary>The bin of what is missing.</summary>
    internal int MissingBin => _most;

    internal int BinCount(int column) => Thresholds[column].Length + 1;

    internal BinnedColumns Map(DenseRows x, FitContext context)
    {
        var bins = new byte[x.ColumnCount][];
        var hasMissing = new bool[x.ColumnCount];
        Parallel.For(0, x.ColumnCount, new ParallelOptions { MaxDegreeOfParallelism = context.ThreadCount }, column =>
        {
            var own = new byte[x.RowCount];
            double[] thresholds = Thresholds[column];
            for (int row = 0, at = column; row < own.Length; row++, at += x.ColumnCount)
            {
                double value = x.Values[at];
                if (double.IsNaN(value))
                {
                    own[row] = (byte)_most;
                    hasMissing[column] = true;
                    continue;
                }

                int left = 0, right = thresholds.Length;
                while (left < right)
                {
                    int middle = (left + right) / 2;
                    if (value <= thresholds[middle])
                    {
                        right = middle;
                    }
                    else
                    {
                        left = middle + 1;
                    }
                }

                own[row] = (byte)left;
            }

            bins[column] = own;
        });
        return new BinnedColumns(bins, x.RowCount, hasMissing);
    }

    /// <summary>The object that Python keeps.</summary>
    internal PyObject Write(FitContext context, PyValue seed)
    {
        var attributes = new AttributeWriter(context, "sklearn.ensemble._hist_gradient_boosting.binning", "_BinMapper");
        uint[] counts = [.. Enumerable.Range(0, Thresholds.Length).Select(column => (uint)BinCount(column))];
        return attributes.Set("n_bins", _most + 1).Set("subsample", MostRows).Set("is_categorical", default(PyValue))
            .Set("known_categories", default(PyValue)).Set("random_state", seed).Set("n_threads", 1)
            .Set("is_categorical_", NDArray.OverBytes(DType.UInt8, [Thresholds.Length], new byte[Thresholds.Length]))
            .Set("missing_values_bin_idx_", _most)
            .Set("bin_thresholds_", new PyList(Thresholds.Select(of => context.Array(NDArray.Of(of)))))
            .Set("n_bins_non_missing_", NDArray.OverBytes(new DType('u', 4), [counts.Length],
                System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(counts).ToArray())).Build();
    }

    /// <summary>Rows with replacement since scikit-learn 1.7, without before.</summary>
    private static int[] Draw(int count, RandomState draws, bool isNew)
    {
        int[] rows = [.. Enumerable.Range(0, isNew ? MostRows : count)];
        if (isNew)
        {
            return Array.ConvertAll(rows, _ => draws.NextBelow(count));
        }

        Splitter.Shuffle(rows, draws);
        return rows[..MostRows];
    }

    /// <summary><c>_find_binning_thresholds</c>.</summary>
    private static double[] Find(double[] values, int most, bool isNew)
    {
        Array.Sort(values);
        double[] distinct = [.. values.Distinct()];
        double[] found;
        if (distinct.Length <= most)
        {
            found = new double[Math.Max(0, distinct.Length - 1)];
            for (int i = 0; i < found.Length; i++)
            {
                found[i] = isNew ? (distinct[i] + distinct[i + 1]) / 2 : (distinct[i] + distinct[i + 1]) * 0.5;
            }
        }
        else
        {
            found = new double[most - 1];
            double step = 100.0 / most;
            for (int i = 0; i < found.Length; i++)
            {
                double share = (i + 1) * step / 100;
                found[i] = isNew ? OfCounts(values, share) : Middle(values, share);
            }

            found = isNew ? [.. found.Distinct()] : found;
        }

        return Array.ConvertAll(found, value => Math.Min(value, AlmostInfinity));
    }

    /// <summary><c>np.percentile(method='averaged_inverted_cdf')</c>.</summary>
    private static double OfCounts(double[] sorted, double share)
    {
        double place = (sorted.Length * share) - 1;
        if (place >= sorted.Length - 1)
        {
            return sorted[^1];
        }

        if (place < 0)
        {
            return sorted[0];
        }

        int below = (int)Math.Floor(place);
        double high = sorted[below + 1];
        return place == below ? high - ((high - sorted[below]) * 0.5) : high;
    }

    /// <summary><c>np.percentile(method='midpoint')</c>.</summary>
    private static double Middle(double[] sorted, double share)
    {
        double place = (sorted.Length - 1) * share;
        double low = sorted[(int)Math.Floor(place)], high = sorted[(int)Math.Ceiling(place)];
        return Math.Floor(place) == Math.Ceiling(place) ? low : high - ((high - low) * 0.5);
    }
}
