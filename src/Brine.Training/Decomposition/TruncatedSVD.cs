namespace Brine.Training;

/// <summary>Turns columns into the directions in which rows are longest, without moving their mean: scikit-learn's
/// <c>TruncatedSVD</c>, by its randomized algorithm, with its draws. Rows that are sparse stay so.</summary>
public sealed class TruncatedSVD : Trainer
{
    /// <summary>How many numbers the directions may have.</summary>
    private const long MaxDrawn = 1_000_000_000;

    /// <summary><c>n_components</c>: how many directions are kept.</summary>
    public int ComponentCount { get; set; } = 2;

    /// <summary><c>n_iter</c>: how often the drawn directions are turned.</summary>
    public int Iterations { get; set; } = 5;

    /// <summary><c>n_oversamples</c>: how many directions more than those kept are drawn.</summary>
    public int OversampleCount { get; set; } = 10;

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "TruncatedSVD";

    private protected override string Module => "sklearn.decomposition._truncated_svd";

    internal override void Bind(ParameterBinder binder)
    {
        binder.Fixed("algorithm", "randomized");
        ComponentCount = binder.Int("n_components", ComponentCount, 1);
        Iterations = binder.Int("n_iter", Iterations, 0);
        OversampleCount = binder.Int("n_oversamples", OversampleCount, 1);
        binder.Fixed("power_iteration_normalizer", "auto");
        RandomState = binder.Seed("random_state", RandomState);
        binder.Fixed("tol", 0.0);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        RowProducts x = call.Rows is SparseMatrix sparse ? RowProducts.Of(sparse.Csr, PythonName)
            : RowProducts.Of(call.Doubles(PythonName));
        if (x.ColumnCount < 2 || x.RowCount == 0)
        {
            throw new TrainingException("FitRows",
                $"there are {x.RowCount} rows of {x.ColumnCount} columns, and TruncatedSVD needs at least one row and two columns");
        }

        if (ComponentCount > x.ColumnCount)
        {
            throw new TrainingException("FitParameter",
                $"TruncatedSVD has n_components={ComponentCount}, and there are {x.ColumnCount} columns");
        }

        if (((long)ComponentCount + OversampleCount) * Math.Max(x.RowCount, x.ColumnCount) > MaxDrawn)
        {
            throw new TrainingException("FitParameter",
                $"TruncatedSVD has n_oversamples={OversampleCount}, which is too many directions for {x.RowCount} rows of "
                    + $"{x.ColumnCount} columns");
        }

        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        var found = RandomizedDirections.Find(x, ComponentCount, OversampleCount, Iterations, draws, call.Context);
        int kept = found.Values.Length;
        double[] made = x.Times(found.Right, kept), variances = new double[kept];
        for (int k = 0; k < kept; k++)
        {
            double[] one = made[(k * x.RowCount)..((k + 1) * x.RowCount)];
            variances[k] = Variance(one);
        }

        double all = x.ColumnVariances().Sum();
        var components = new double[kept * x.ColumnCount];
        for (int k = 0; k < kept; k++)
        {
            double sign = found.Signs[k];
            for (int column = 0; column < x.ColumnCount; column++)
            {
                components[(k * x.ColumnCount) + column] = sign * found.Right[(k * x.ColumnCount) + column];
            }
        }

        attributes.SetFeatures(call.Names, x.ColumnCount).Set("components_", components, kept, x.ColumnCount)
            .Set("explained_variance_", variances).Set("explained_variance_ratio_", Array.ConvertAll(variances, variance => variance / all))
            .Set("singular_values_", found.Values);
    }

    private static double Variance(double[] values)
    {
        double mean = PairwiseSum.Of<double>(values) / values.Length;
        return PairwiseSum.Of<double>(Array.ConvertAll(values, value => (value - mean) * (value - mean))) / values.Length;
    }
}
