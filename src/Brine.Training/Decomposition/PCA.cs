namespace Brine.Training;

/// <summary>Turns columns into the directions in which rows differ most: scikit-learn's <c>PCA</c>. Nothing is drawn: where scikit-learn's
/// <c>auto</c> takes the randomized solver, the exact one is taken here.</summary>
public sealed class PCA : Trainer
{
    /// <summary><c>n_components</c>: how many directions are kept; null keeps all that <see cref="VarianceShare"/> does not leave
    /// out.</summary>
    public int? ComponentCount { get; set; }

    /// <summary><c>n_components</c> as a share: so many directions as hold this share of the variance, over 0 and under 1.</summary>
    public double? VarianceShare { get; set; }

    /// <summary><c>whiten</c>: whether all directions are scaled to variance 1.</summary>
    public bool Whitens { get; set; }

    /// <summary><c>svd_solver</c>: <c>auto</c>, <c>full</c> or <c>covariance_eigh</c>.</summary>
    public string Solver { get; set; } = "auto";

    /// <inheritdoc/>
    public override string PythonName => "PCA";

    private protected override string Module => "sklearn.decomposition._pca";

    internal override void Bind(ParameterBinder binder)
    {
        const string name = "n_components";
        if (binder.Take(name) is { } given)
        {
            (ComponentCount, VarianceShare) = given.ValueKind switch
            {
                System.Text.Json.JsonValueKind.Null => (null, null),
                System.Text.Json.JsonValueKind.Number when given.TryGetInt32(out int count) => ((int?)count, (double?)null),
                _ => (null, binder.NumberOf(name, given)),
            };
        }

        if (ComponentCount is < 1 || (VarianceShare is { } share && share is not (> 0 and < 1))
            || (ComponentCount is not null && VarianceShare is not null))
        {
            throw binder.Bad(name, $"{ComponentCount ?? VarianceShare}", "a whole number from 1 on, or a share over 0 and under 1");
        }

        binder.Write(name, ComponentCount is { } number ? number : VarianceShare is { } part ? part : PyValue.None);
        binder.Fixed("copy", true);
        Whitens = binder.Flag("whiten", Whitens);
        Solver = binder.IsNew ? binder.Text("svd_solver", Solver, "auto", "full", "covariance_eigh")
            : binder.Text("svd_solver", Solver, "auto", "full");
        binder.Fixed("tol", 0.0);
        binder.Fixed("iterated_power", "auto");
        binder.Fixed("n_oversamples", 10);
        binder.Fixed("power_iteration_normalizer", "auto");
        binder.Fixed("random_state", default);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        DenseRows x = call.Doubles(PythonName, minimum: 2);
        int rows = x.RowCount, columns = x.ColumnCount, least = Math.Min(rows, columns);
        if (ComponentCount > least)
        {
            throw new TrainingException("FitParameter",
                $"PCA has n_components={ComponentCount}, and {rows} rows of {columns} columns have at most {least} directions");
        }

        double[] means = Array.ConvertAll(ColumnSums.Of(x), sum => sum / rows);
        bool isTurned = rows < columns, isNew = call.Context.IsNew;
        var centered = new double[x.Values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int at = (row * columns) + column;
                centered[isTurned ? at : (column * rows) + row] = x.Values[at] - means[column];
            }
        }

        var svd = new ThinDecomposition(centered, Math.Max(rows, columns), least, call.Context.Cancellation);
        double[] variances = Array.ConvertAll(svd.Values, value => value * value / (rows - 1));
        double total = variances.Sum();
        double[] shares = Array.ConvertAll(variances, variance => variance / total);
        int kept = ComponentCount ?? (VarianceShare is { } wanted ? CountFor(shares, wanted) : least);
        var components = new double[kept * columns];
        for (int k = 0; k < kept; k++)
        {
            double[] right = isTurned ? svd.Left(k) : svd.Right[(k * least)..((k + 1) * least)];
            double[] left = isNew ? right : isTurned ? svd.Right[(k * least)..((k + 1) * least)] : svd.Left(k);
            double sign = left.MaxBy(Math.Abs) < 0 ? -1 : 1;
            for (int column = 0; column < columns; column++)
            {
                components[(k * columns) + column] = sign * right[column];
            }
        }

        bool isLeft = kept < least;
        attributes.SetFeatures(call.Names, columns)
            .Set("_fit_svd_solver", isNew && Solver == "auto" && columns <= 1000 && rows >= 10 * columns ? "covariance_eigh"
                : Solver == "auto" ? "full" : Solver)
            .Set("mean_", means)
            .Set("noise_variance_", isLeft ? call.Context.Scalar(variances[kept..].Sum() / (least - kept)) : 0.0)
            .Set("n_samples_", rows).Set("components_", components, kept, columns)
            .Set("n_components_", VarianceShare is null ? kept : call.Context.Scalar((long)kept))
            .Set("explained_variance_", variances[..kept]).Set("explained_variance_ratio_", shares[..kept])
            .Set("singular_values_", svd.Values[..kept]);
    }

    private static int CountFor(double[] shares, double wanted)
    {
        double sum = 0;
        for (int k = 0; k < shares.Length; k++)
        {
            sum += shares[k];
            if (sum > wanted)
            {
                return k + 1;
            }
        }

        return shares.Length;
    }
}
