namespace Brine.Training;

/// <summary>Moves each column to mean 0 and scales it to variance 1: scikit-learn's <c>StandardScaler</c>.</summary>
public sealed partial class StandardScaler : Trainer
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary><c>with_mean</c>: whether the mean is taken off.</summary>
    public bool CentersMean { get; set; } = true;

    /// <summary><c>with_std</c>: whether columns are divided by their standard deviation.</summary>
    public bool ScalesDeviation { get; set; } = true;

    /// <inheritdoc/>
    public override string PythonName => "StandardScaler";

    private protected override string Module => "sklearn.preprocessing._data";

    internal override bool KeepsOrder => true;

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        CentersMean = binder.Flag("with_mean", CentersMean);
        ScalesDeviation = binder.Flag("with_std", ScalesDeviation);
        binder.Fixed("copy", true);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        if (call.Rows is SparseMatrix && CentersMean)
        {
            throw new TrainingException("FitParameter",
                "StandardScaler with with_mean=True takes no sparse rows, for nothing would stay zero: set CentersMean to false");
        }

        DenseRows x = call.Numbers(PythonName, allowMissing: true);
        attributes.SetFeatures(call.Names, x.ColumnCount);

        // Python has the weights in the precision of the rows.
        double[]? weights = x.IsSingle && call.Weights is { } wide ? Array.ConvertAll(wide, weight => (double)(float)weight) : call.Weights;
        double[] counts = Counts(x, CentersMean || ScalesDeviation ? weights : null, out bool isComplete);
        bool isReal = call.Weights is not null || (call.Context.IsNew && (CentersMean || ScalesDeviation));
        if (!CentersMean && !ScalesDeviation)
        {
            Write(attributes, counts, isReal, null, []);
            return;
        }

        (double[] sums, double[] spreads) = Moments(x, counts, isComplete, weights);
        Write(attributes, counts, isReal, Shares(sums, counts), Shares(spreads, counts));
    }

    private static double[] Shares(double[] sums, double[] counts) => [.. sums.Zip(counts, (sum, count) => sum / count)];

    private void Write(AttributeWriter attributes, double[] counts, bool isReal, double[]? mean, double[] variance)
    {
        if (counts.Distinct().Count() == 1)
        {
            attributes.Set("n_samples_seen_", isReal ? attributes.Context.Scalar(counts[0]) : attributes.Context.Scalar((long)counts[0]));
        }
        else
        {
            attributes.Set("n_samples_seen_", isReal ? NDArray.Of(counts) : NDArray.Of(Array.ConvertAll(counts, n => (long)n)));
        }

        if (mean is null)
        {
            attributes.Set("mean_", PyValue.None).Set("var_", PyValue.None).Set("scale_", PyValue.None);
            return;
        }

        attributes.Set("mean_", mean);
        if (!ScalesDeviation)
        {
            attributes.Set("var_", PyValue.None).Set("scale_", PyValue.None);
            return;
        }

        var scale = new double[variance.Length];
        for (int column = 0; column < scale.Length; column++)
        {
            double slack = counts[column] * mean[column] * Epsilon;
            bool isConstant = variance[column] <= (counts[column] * Epsilon * variance[column]) + (slack * slack);
            scale[column] = isConstant ? 1.0 : Math.Sqrt(variance[column]);
        }

        attributes.Set("var_", variance).Set("scale_", scale);
    }

    private static double[] Counts(DenseRows x, double[]? weights, out bool isComplete)
    {
        var counts = new double[x.ColumnCount];
        Array.Fill(counts, weights is null ? x.RowCount : PairwiseSum.Of<double>(weights));
        isComplete = true;
        for (int i = 0; i < x.Values.Length; i++)
        {
            if (double.IsNaN(x.Values[i]))
            {
                counts[i % x.ColumnCount] -= weights is null ? 1 : weights[i / x.ColumnCount];
                isComplete = false;
            }
        }

        return counts;
    }

    /// <summary>The sums of the columns, and the sums of the squares of what their means leave.</summary>
    private static (double[] Sums, double[] Spreads) Moments(DenseRows x, double[] counts, bool isComplete, double[]? weights)
    {
        double[] sums = Sums(isComplete ? x : x.With(Array.ConvertAll(x.Values, value => double.IsNaN(value) ? 0 : value)));
        int columns = x.ColumnCount;
        var mean = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            mean[column] = sums[column] / counts[column];
        }

        var rest = new double[x.Values.Length];
        for (int i = 0, column = 0; i < rest.Length; i++)
        {
            double difference = x.Values[i] - mean[column];
            rest[i] = double.IsNaN(difference) ? 0 : difference;
            column = column + 1 == columns ? 0 : column + 1;
        }

        double[] correction = Sums(x.With(rest));
        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] *= rest[i];
        }

        double[] variance = Sums(x.With(rest));
        for (int column = 0; column < columns; column++)
        {
            double square = correction[column] * correction[column];
            variance[column] -= square / counts[column];
        }

        return (sums, variance);

        double[] Sums(DenseRows rows) => weights is null ? ColumnSums.Of(rows) : Weighted(rows, weights);
    }

    private static double[] Weighted(DenseRows rows, double[] weights)
    {
        var sums = new double[rows.ColumnCount];
        for (int row = 0; row < rows.RowCount; row++)
        {
            Vectors.Add(sums, rows.Row(row), weights[row]);
        }

        return sums;
    }
}
