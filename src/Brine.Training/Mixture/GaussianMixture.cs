namespace Brine.Training;

/// <summary>Normal distributions that rows are drawn from, found by expectation and maximization: scikit-learn's
/// <c>GaussianMixture</c>.</summary>
public sealed class GaussianMixture : Trainer
{
    /// <summary>How many numbers covariances and shares may have.</summary>
    private const long MaxCovariances = 1_000_000_000;

    /// <summary><c>n_components</c>: how many distributions there are.</summary>
    public int ComponentCount { get; set; } = 1;

    /// <summary><c>covariance_type</c>: <c>full</c>, one for all (<c>tied</c>), of single columns (<c>diag</c>), or one number
    /// (<c>spherical</c>).</summary>
    public string CovarianceType { get; set; } = "full";

    /// <summary><c>tol</c>: how little the likelihood grows when it is over.</summary>
    public double Tolerance { get; set; } = 1e-3;

    /// <summary><c>reg_covar</c>: what is added to variances.</summary>
    public double Regularization { get; set; } = 1e-6;

    /// <summary><c>max_iter</c>: the most rounds of a start.</summary>
    public int MaxIterations { get; set; } = 100;

    /// <summary><c>n_init</c>: how often it starts again, of which the best counts.</summary>
    public int StartCount { get; set; } = 1;

    /// <summary><c>init_params='random'</c>: whether rows begin in any distributions, not in groups of k-means (<c>'kmeans'</c>).</summary>
    public bool StartsAnywhere { get; set; }

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "GaussianMixture";

    private protected override string Module => "sklearn.mixture._gaussian_mixture";

    internal override void Bind(ParameterBinder binder)
    {
        ComponentCount = binder.Int("n_components", ComponentCount, 1);
        Tolerance = binder.Double("tol", Tolerance, 0);
        Regularization = binder.Double("reg_covar", Regularization, 0);
        MaxIterations = binder.Int("max_iter", MaxIterations, 1);
        StartCount = binder.Int("n_init", StartCount, 1);
        StartsAnywhere = binder.Text("init_params", StartsAnywhere ? "random" : "kmeans", "kmeans", "random") == "random";
        RandomState = binder.Seed("random_state", RandomState);
        binder.Fixed("warm_start", false);
        binder.Fixed("verbose", 0);
        binder.Fixed("verbose_interval", 10);
        CovarianceType = binder.Text("covariance_type", CovarianceType, "full", "tied", "diag", "spherical");
        binder.Fixed("weights_init", default);
        binder.Fixed("means_init", default);
        binder.Fixed("precisions_init", default);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        FitContext context = call.Context;
        DenseRows x = call.Doubles(PythonName, minimum: 2);
        if (x.RowCount < ComponentCount)
        {
            throw new TrainingException("FitRows", $"there are {x.RowCount} rows, which cannot make {ComponentCount} distributions");
        }

        if ((long)ComponentCount * x.ColumnCount * x.ColumnCount > MaxCovariances || (long)ComponentCount * x.RowCount > MaxCovariances)
        {
            throw new TrainingException("FitRows",
                $"{ComponentCount} distributions of {x.ColumnCount} columns are too large for {x.RowCount} rows: take fewer of either");
        }

        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        MixtureRun? best = null;
        bool isAnyOver = false;
        for (int start = 0; start < StartCount; start++)
        {
            var run = new MixtureRun(x, ComponentCount, CovarianceType, Regularization);
            run.Run(StartsAnywhere ? Shares(x.RowCount, draws) : Groups(x, draws, context), MaxIterations, Tolerance, context);
            isAnyOver |= run.IsOver;
            if (best is null || run.Bound > best.Bound)
            {
                best = run;
            }

            context.Progress?.Report((start + 1.0) / StartCount);
        }

        attributes.Set("converged_", context.IsNew ? best!.IsOver : isAnyOver).SetFeatures(call.Names, x.ColumnCount);
        best!.Write(attributes);
        attributes.Set("n_iter_", best.Iterations).SetScalar("lower_bound_", best.Bound);
        if (context.IsNew)
        {
            attributes.Set("lower_bounds_", new PyList(best.Bounds.Select(bound => context.Scalar(bound))));
        }
    }

    /// <summary>Which share of each row belongs to each distribution, drawn.</summary>
    private double[] Shares(int rowCount, RandomState draws)
    {
        var shares = new double[rowCount * ComponentCount];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = draws.NextDouble();
        }

        for (int row = 0; row < rowCount; row++)
        {
            Span<double> own = shares.AsSpan(row * ComponentCount, ComponentCount);
            double sum = PairwiseSum.Of<double>(own);
            foreach (ref double share in own)
            {
                share /= sum;
            }
        }

        return shares;
    }

    private double[] Groups(DenseRows x, RandomState draws, FitContext context)
    {
        int[] labels = KMeans.LabelsOf(x, ComponentCount, draws, context);
        var shares = new double[x.RowCount * ComponentCount];
        for (int row = 0; row < labels.Length; row++)
        {
            shares[(row * ComponentCount) + labels[row]] = 1;
        }

        return shares;
    }
}
