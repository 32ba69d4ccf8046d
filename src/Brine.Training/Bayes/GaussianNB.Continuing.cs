namespace Brine.Training;

/// <content><c>partial_fit</c>.</content>
public sealed partial class GaussianNB : IPartialTrainer
{
    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes)
    {
        ClassCodes classes = call.Codes(PythonName);
        DenseRows x = call.Checked(call.Fit.Doubles(PythonName), PythonName);
        double epsilon = VarianceSmoothing * Variances(x, out _).Max();
        int columns = x.ColumnCount, size = classes.Count * columns;
        double[] means = new double[size], variances = new double[size], counts = new double[classes.Count];
        if (call.Before is { } before)
        {
            means = [.. before.Numbers(size, "theta_")];
            variances = Array.ConvertAll(before.Numbers(size, "var_"), variance => variance - epsilon);
            counts = [.. before.Numbers(classes.Count, "class_count_")];
        }

        double[] more = classes.Counts();
        for (int c = 0; c < classes.Count; c++)
        {
            if (more[c] > 0)
            {
                int[] own = [.. Enumerable.Range(0, x.RowCount).Where(row => classes.Codes[row] == c)];
                double[] variance = Variances(x.Take(own), out double[] mean);
                Join(counts[c], more[c], mean, variance, means.AsSpan(c * columns, columns), variances.AsSpan(c * columns, columns));
                counts[c] += more[c];
            }
        }

        double all = PairwiseSum.Of<double>(counts);
        attributes.Set("classes_", classes.Unique).SetFeatures(call.Fit.Names, columns).SetScalar("epsilon_", epsilon)
            .Set("theta_", means, classes.Count, columns)
            .Set("var_", Array.ConvertAll(variances, variance => variance + epsilon), classes.Count, columns).Set("class_count_", counts)
            .Set("class_prior_", Array.ConvertAll(counts, count => count / all));
    }

    /// <summary><c>_update_mean_variance</c>: the mean and the variance of the rows of before and of now together.</summary>
    private static void Join(double past, double more, double[] mean, double[] variance, Span<double> means, Span<double> variances)
    {
        double total = past + more;
        for (int column = 0; column < mean.Length; column++)
        {
            double difference = means[column] - mean[column];
            double spread = (past * variances[column]) + (more * variance[column]) + (more * past / total * (difference * difference));
            (means[column], variances[column]) = past == 0 ? (mean[column], variance[column])
                : (((more * mean[column]) + (past * means[column])) / total, spread / total);
        }
    }
}
