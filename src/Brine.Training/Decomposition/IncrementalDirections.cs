namespace Brine.Training;

/// <summary>What <see cref="IncrementalPCA"/> has learned so far.</summary>
internal sealed record IncrementalDirections(double Seen, double[] Mean, double[] Variance, double[] Components, double[] Lengths)
{
    private double[] Variances { get; init; } = [];

    private double[] Ratios { get; init; } = [];

    private double Noise { get; init; }

    private bool HasNoise { get; init; }

    internal int Count => Lengths.Length;

    internal static IncrementalDirections Read(EstimatorReader before, int columns)
    {
        double[] lengths = before.NumericArray("singular_values_").ToDoubles();
        return new(before.Double("n_samples_seen_"), before.Numbers(columns, "mean_"), before.Numbers(columns, "var_"),
            before.Numbers(lengths.Length * columns, "components_"), lengths);
    }

    /// <summary>The directions of the rows, and of those before them by their directions.</summary>
    internal static IncrementalDirections Add(IncrementalDirections? past, DenseRows x, int count, FitContext context)
    {
        int rows = x.RowCount, columns = x.ColumnCount;
        double[] counts = new double[columns], seen = new double[columns];
        Array.Fill(counts, rows);
        Array.Fill(seen, past?.Seen ?? 0);
        (double[] mean, double[] variance) = StandardScaler.Join(x, isComplete: true, seen, counts, past?.Mean ?? new double[columns],
            past?.Variance ?? new double[columns]);
        double total = rows + (past?.Seen ?? 0);
        double[] center = past is null ? mean : Array.ConvertAll(ColumnSums.Of(x), sum => sum / rows);
        List<double[]> stack = [];
        for (int k = 0; k < past?.Count; k++)
        {
            stack.Add([.. past.Components.Skip(k * columns).Take(columns).Select(value => past.Lengths[k] * value)]);
        }

        for (int row = 0; row < rows; row++)
        {
            stack.Add([.. x.Row(row).ToArray().Select((value, column) => value - center[column])]);
        }

        if (past is not null)
        {
            double share = Math.Sqrt(past.Seen / total * rows);
            stack.Add([.. past.Mean.Select((value, column) => share * (value - center[column]))]);
        }

        IncrementalDirections made = Decompose(stack, columns, count, context) with { Seen = total, Mean = mean, Variance = variance };
        return made.Finish(rows, columns, count);
    }

    internal void Write(AttributeWriter attributes)
    {
        int columns = Mean.Length;
        FitContext context = attributes.Context;
        attributes.Set("n_components_", Count)
            .Set("n_samples_seen_", context.IsNew ? context.Scalar(Seen) : context.Scalar((long)Seen))
            .Set("components_", Components, Count, columns).Set("singular_values_", Lengths).Set("mean_", Mean).Set("var_", Variance)
            .Set("explained_variance_", Variances[..Count]).Set("explained_variance_ratio_", Ratios[..Count])
            .Set("noise_variance_", HasNoise ? context.Scalar(Noise) : 0.0);
    }

    private static IncrementalDirections Decompose(List<double[]> stack, int columns, int count, FitContext context)
    {
        int rows = stack.Count, least = Math.Min(rows, columns);
        bool isTurned = rows < columns;
        var matrix = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                matrix[isTurned ? (row * columns) + column : (column * rows) + row] = stack[row][column];
            }
        }

        var svd = new ThinDecomposition(matrix, Math.Max(rows, columns), least, context.Cancellation);
        var components = new double[count * columns];
        for (int k = 0; k < count; k++)
        {
            double[] right = isTurned ? svd.Left(k) : svd.Right[(k * least)..((k + 1) * least)];
            double sign = right.MaxBy(Math.Abs) < 0 ? -1 : 1;
            for (int column = 0; column < columns; column++)
            {
                components[(k * columns) + column] = sign * right[column];
            }
        }

        return new(0, [], [], components, svd.Values[..count]) { Variances = svd.Values };
    }

    /// <summary>What the lengths of all directions say of the variance.</summary>
    private IncrementalDirections Finish(int rows, int columns, int count)
    {
        double[] squares = Array.ConvertAll(Variances, value => value * value);
        double all = PairwiseSum.Of<double>(Array.ConvertAll(Variance, variance => variance * Seen));
        double[] variances = Array.ConvertAll(squares, square => square / (Seen - 1));
        bool hasNoise = count != rows && count != columns;
        return this with
        {
            Variances = variances,
            Ratios = Array.ConvertAll(squares, square => square / all),
            HasNoise = hasNoise,
            Noise = hasNoise ? PairwiseSum.Of<double>(variances.AsSpan(count)) / (variances.Length - count) : 0,
        };
    }
}
