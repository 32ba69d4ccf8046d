namespace Brine.Training;

/// <summary>scikit-learn's <c>randomized_svd</c>: drawn directions are turned towards the longest ones, among which a small decomposition
/// finds them. What spans them is what scikit-learn's do, whose normalizer is another one.</summary>
internal sealed record RandomizedDirections(double[] Values, double[] Right, double[] Signs)
{
    private const double Dependent = 1e-13;

    internal static RandomizedDirections Find(RowProducts x, int count, int more, int iterations, RandomState draws, FitContext context)
    {
        bool isTurned = x.RowCount < x.ColumnCount;
        int size = count + more, length = isTurned ? x.RowCount : x.ColumnCount, height = isTurned ? x.ColumnCount : x.RowCount;
        var drawn = new double[size * length];
        for (int i = 0; i < length; i++)
        {
            for (int k = 0; k < size; k++)
            {
                drawn[(k * length) + i] = draws.NextNormal();
            }
        }

        for (int i = 0; i < iterations; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            drawn = Upright(Forward(drawn), height);
            drawn = Upright(Backward(drawn), length);
        }

        double[] basis = Upright(Forward(drawn), height);
        int rank = basis.Length / height;
        double[] small = Backward(basis);
        var svd = new ThinDecomposition(rank <= length ? [.. small] : Transposed(small, rank, length), Math.Max(rank, length),
            Math.Min(rank, length), context.Cancellation);
        int found = Math.Min(count, Math.Min(rank, length));
        double[] values = svd.Values[..found], right = new double[found * x.ColumnCount], signs = new double[found];
        for (int k = 0; k < found; k++)
        {
            // The factors of the small matrix, whose rows are the basis: one of the rows, one of the columns.
            double[] ofBasis = rank <= length ? Part(svd.Right, k, Math.Min(rank, length)) : svd.Left(k);
            double[] ofLength = rank <= length ? svd.Left(k) : Part(svd.Right, k, Math.Min(rank, length));
            double[] whole = Combined(basis, ofBasis, height);
            double[] columns = isTurned ? whole : ofLength, rows = isTurned ? ofLength : whole;
            columns.CopyTo(right, k * x.ColumnCount);
            double[] deciding = context.IsNew ? columns : rows;
            signs[k] = deciding.MaxBy(Math.Abs) < 0 ? -1 : 1;
        }

        return new RandomizedDirections(values, right, signs);

        double[] Forward(double[] vectors) =>
            isTurned ? x.TransposedTimes(vectors, vectors.Length / length) : x.Times(vectors, vectors.Length / length);

        double[] Backward(double[] vectors) =>
            isTurned ? x.Times(vectors, vectors.Length / height) : x.TransposedTimes(vectors, vectors.Length / height);
    }

    private static double[] Part(double[] vectors, int index, int length) => vectors[(index * length)..((index + 1) * length)];

    private static double[] Combined(double[] basis, double[] factors, int height)
    {
        var sum = new double[height];
        for (int i = 0; i < basis.Length / height; i++)
        {
            Vectors.Add(sum, basis.AsSpan(i * height, height), factors[i]);
        }

        return sum;
    }

    private static double[] Transposed(double[] vectors, int count, int length)
    {
        var turned = new double[vectors.Length];
        for (int k = 0; k < count; k++)
        {
            for (int i = 0; i < length; i++)
            {
                turned[(i * count) + k] = vectors[(k * length) + i];
            }
        }

        return turned;
    }

    /// <summary>Vectors of length 1 that stand upright on each other and span the same; those that depend on others are left out.</summary>
    private static double[] Upright(double[] vectors, int length)
    {
        var kept = new List<double[]>();
        for (int k = 0; k < vectors.Length / length; k++)
        {
            double[] own = Part(vectors, k, length);
            double before = Math.Sqrt(Vectors.Dot(own, own));
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] other in kept)
                {
                    Vectors.Add(own, other, -Vectors.Dot(own, other));
                }
            }

            double after = Math.Sqrt(Vectors.Dot(own, own));
            if (after > Dependent * before && after > 0)
            {
                kept.Add(Array.ConvertAll(own, value => value / after));
            }
        }

        return [.. kept.SelectMany(vector => vector)];
    }
}
