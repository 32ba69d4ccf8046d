namespace Brine.Training;

/// <content><c>partial_fit</c>.</content>
public sealed partial class StandardScaler : IPartialTrainer
{
    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes)
    {
        if (call.Before is not { } before)
        {
            Learn(call.Fit, attributes);
            return;
        }

        if (call.Fit.Rows is SparseMatrix)
        {
            throw new TrainingException("FitRows", "StandardScaler goes on from rows in full alone: sparse ones are summed otherwise");
        }

        DenseRows x = call.Checked(call.Fit.Numbers(PythonName, allowMissing: true), PythonName);
        int columns = x.ColumnCount;
        NDArray seen = before.NumericArray("n_samples_seen_");
        double[] past = seen.Length == 1 ? [.. Enumerable.Repeat(seen.ToDoubles()[0], columns)]
            : before.Numbers(columns, "n_samples_seen_");
        double[] counts = Counts(x, null, out bool isComplete), all = [.. past.Zip(counts, (old, more) => old + more)];

        // Weights made floats of the counts.
        bool isReal = seen.DType.Kind == 'f' || (call.Fit.Context.IsNew && (CentersMean || ScalesDeviation));
        if (!CentersMean && !ScalesDeviation)
        {
            Write(attributes, all, isReal, null, []);
            return;
        }

        (double[] mean, double[] variance) = Join(x, isComplete, past, counts, before.Numbers(columns, "mean_"),
            ScalesDeviation ? before.Numbers(columns, "var_") : new double[columns]);
        Write(attributes, all, isReal, mean, variance);
    }

    /// <summary>scikit-learn's <c>_incremental_mean_and_var</c>.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="isComplete">True where no value is missing.</param>
    /// <param name="past">How many values each column had before.</param>
    /// <param name="counts">How many values each column has now.</param>
    /// <param name="pastMean">The means before.</param>
    /// <param name="pastVariance">The variances before.</param>
    internal static (double[] Mean, double[] Variance) Join(DenseRows x, bool isComplete, double[] past, double[] counts, double[] pastMean,
        double[] pastVariance)
    {
        (double[] sums, double[] spreads) = Moments(x, counts, isComplete, null);
        double[] mean = new double[past.Length], variance = new double[past.Length];
        for (int column = 0; column < mean.Length; column++)
        {
            double count = past[column] + counts[column], sum = pastMean[column] * past[column];
            mean[column] = (sum + sums[column]) / count;
            double ratio = past[column] / counts[column], difference = (sum / ratio) - sums[column];
            double spread = past[column] == 0 ? spreads[column]
                : (pastVariance[column] * past[column]) + spreads[column] + (ratio / count * (difference * difference));
            variance[column] = spread / count;
        }

        return (mean, variance);
    }
}
