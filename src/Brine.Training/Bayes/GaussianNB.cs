namespace Brine.Training;

/// <summary>Tells classes apart by a normal distribution of each column in each class: scikit-learn's <c>GaussianNB</c>.</summary>
public sealed partial class GaussianNB : Trainer
{
    /// <summary><c>var_smoothing</c>: which share of the largest variance is added to all.</summary>
    public double VarianceSmoothing { get; set; } = 1e-9;

    /// <inheritdoc/>
    public override string PythonName => "GaussianNB";

    private protected override string Module => "sklearn.naive_bayes";

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
        double[] means = new double[classes.Count * columns], variances = new double[classes.Count * columns], counts = classes.Counts();
        for (int c = 0; c < classes.Count; c++)
        {
            double[] variance = Variances(RowsOf(x, classes.Codes, c, (int)counts[c]), out double[] mean);
            for (int column = 0; column < columns; column++)
            {
                means[(c * columns) + column] = mean[column];
                variances[(c * columns) + column] = variance[column] + epsilon;
            }
        }

        attributes.Set("classes_", classes.Unique).SetFeatures(call.Names, columns).SetScalar("epsilon_", epsilon)
            .Set("theta_", means, classes.Count, columns).Set("var_", variances, classes.Count, columns).Set("class_count_", counts)
            .Set("class_prior_", Array.ConvertAll(counts, count => count / x.RowCount));
    }

    private static DenseRows RowsOf(DenseRows x, int[] codes, int code, int count)
    {
        var values = new double[count * x.ColumnCount];
        for (int row = 0, at = 0; row < codes.Length; row++)
        {
            if (codes[row] == code)
            {
                x.Row(row).CopyTo(values.AsSpan(at));
                at += x.ColumnCount;
            }
        }

        return x with { Values = values, RowCount = count };
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
