namespace Brine.Training;

/// <summary>Tells classes apart by a normal distribution of each column in each class: scikit-learn's <c>GaussianNB</c>.</summary>
public sealed partial class GaussianNB : Trainer
{
    /// <summary><c>var_smoothing</c>: which share of the largest variance is added to all.</summary>
    public double VarianceSmoothing { get; set; } = 1e-9;

    /// <inheritdoc/>
    public override string PythonName => "GaussianNB";

    private protected override string Module => "sklearn.naive_bayes";

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        binder.Fixed("priors", default);
        VarianceSmoothing = binder.Double("var_smoothing", VarianceSmoothing, 0);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName);
        DenseRows x = call.Doubles(PythonName);
        double epsilon = VarianceSmoothing * Variances(x, out _).Max();
        int columns = x.ColumnCount;
        double[] means = new double[classes.Count * columns], variances = new double[classes.Count * columns];
        double[] counts = classes.Counts(call.Weights);
        for (int c = 0; c < classes.Count; c++)
        {
            int[] own = [.. Enumerable.Range(0, x.RowCount).Where(row => classes.Codes[row] == c)];
            if (Math.Abs(counts[c]) <= 1e-8)
            {
                // A class that weighs nothing has no mean.
                variances.AsSpan(c * columns, columns).Fill(epsilon);
                continue;
            }

            double[] variance = call.Weights is { } weights
                ? Variances(x.Take(own), Array.ConvertAll(own, row => weights[row]), out double[] mean) : Variances(x.Take(own), out mean);
            for (int column = 0; column < columns; column++)
            {
                means[(c * columns) + column] = mean[column];
                variances[(c * columns) + column] = variance[column] + epsilon;
            }
        }

        attributes.Set("classes_", classes.Unique).SetFeatures(call.Names, columns).SetScalar("epsilon_", epsilon)
            .Set("theta_", means, classes.Count, columns).Set("var_", variances, classes.Count, columns).Set("class_count_", counts)
            .Set("class_prior_", Array.ConvertAll(counts, count => count / counts.Sum()));
    }

    /// <summary>The variances and the means of rows that weigh differently.</summary>
    private static double[] Variances(DenseRows x, double[] weights, out double[] means)
    {
        means = SampleWeights.Means(x, weights);
        var squares = new double[x.Values.Length];
        for (int i = 0; i < squares.Length; i++)
        {
            double rest = x.Values[i] - means[i % x.ColumnCount];
            squares[i] = rest * rest;
        }

        return SampleWeights.Means(x.With(squares), weights);
    }

    /// <summary><c>np.var(axis=0)</c> and the means.</summary>
    private static double[] Variances(DenseRows x, out double[] means)
    {
        means = Array.ConvertAll(ColumnSums.Of(x), sum => sum / x.RowCount);
        var squares = new double[x.Values.Length];
        for (int i = 0; i < squares.Length; i++)
        {
            double rest = x.Values[i] - means[i % x.ColumnCount];
            squares[i] = rest * rest;
        }

        return Array.ConvertAll(ColumnSums.Of(x.With(squares)), sum => sum / x.RowCount);
    }
}
