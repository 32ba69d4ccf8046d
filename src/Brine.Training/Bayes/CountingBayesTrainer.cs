namespace Brine.Training;

/// <summary>Base class of the trainers of naive Bayes over counts.</summary>
public abstract class CountingBayesTrainer : Trainer, IPartialTrainer
{
    private protected CountingBayesTrainer()
    {
    }

    /// <summary><c>alpha</c>: what is added to every count.</summary>
    public double Alpha { get; set; } = 1;

    /// <summary><c>fit_prior</c>: whether classes are as likely as they are frequent; else all are equally likely.</summary>
    public bool LearnsPrior { get; set; } = true;

    private protected override string Module => "sklearn.naive_bayes";

    internal override bool TakesWeights => true;

    internal override void Bind(ParameterBinder binder)
    {
        Alpha = binder.Double("alpha", Alpha, 0);
        LearnsPrior = binder.Flag("fit_prior", LearnsPrior);
        binder.Fixed("class_prior", default);
        binder.Fixed("force_alpha", binder.IsNew ? true : (PyValue)"warn");
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName);
        DenseRows x = call.Numbers(PythonName);
        Learn(call, attributes, x, classes, classes.Counts(call.Weights), new double[classes.Count * x.ColumnCount]);
    }

    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes)
    {
        ClassCodes classes = call.Codes(PythonName);
        DenseRows x = call.Checked(call.Fit.Numbers(PythonName), PythonName);
        double[] counts = classes.Counts(), sums = new double[classes.Count * x.ColumnCount];
        if (call.Before is { } before)
        {
            counts = [.. counts.Zip(before.Numbers(counts.Length, "class_count_"), (more, old) => old + more)];
            sums = before.Numbers(sums.Length, "feature_count_");
        }

        Learn(call.Fit, attributes, x, classes, counts, [.. sums]);
    }

    /// <param name="call">What is learned from.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="x">The rows.</param>
    /// <param name="classes">Their classes.</param>
    /// <param name="counts">How many rows each class has, those of before as well.</param>
    /// <param name="sums">What each class counted before.</param>
    private void Learn(FitCall call, AttributeWriter attributes, DenseRows x, ClassCodes classes, double[] counts, double[] sums)
    {
        int columns = x.ColumnCount;
        for (int row = 0; row < x.RowCount; row++)
        {
            ReadOnlySpan<double> values = x.Row(row);
            double weight = call.Weights is { } weights ? weights[row] : 1;
            Span<double> own = sums.AsSpan(classes.Codes[row] * columns, columns);
            for (int column = 0; column < columns; column++)
            {
                own[column] += Count(values[column], row, column) * weight;
            }
        }

        // scikit-learn 1.2 does not let alpha be so small that logarithms run out.
        double alpha = call.Context.IsNew ? Alpha : Math.Max(Alpha, 1e-10);
        var logs = new double[sums.Length];
        for (int c = 0; c < classes.Count; c++)
        {
            Span<double> own = logs.AsSpan(c * columns, columns);
            for (int column = 0; column < columns; column++)
            {
                own[column] = sums[(c * columns) + column] + alpha;
            }

            double total = Math.Log(Total(own, counts[c], alpha));
            for (int column = 0; column < columns; column++)
            {
                own[column] = Math.Log(own[column]) - total;
            }
        }

        double all = Math.Log(counts.Sum());
        double[] priors = Array.ConvertAll(counts, count => LearnsPrior ? Math.Log(count) - all : -Math.Log(classes.Count));
        attributes.SetFeatures(call.Names, columns).Set("classes_", classes.Unique).Set("class_count_", counts)
            .Set("feature_count_", sums, classes.Count, columns).Set("feature_log_prob_", logs, classes.Count, columns)
            .Set("class_log_prior_", priors);
    }

    /// <summary>What a value counts.</summary>
    private protected abstract double Count(double value, int row, int column);

    /// <summary>What the counts of a class, to which alpha was added, are shares of.</summary>
    private protected abstract double Total(ReadOnlySpan<double> smoothed, double classCount, double alpha);
}
