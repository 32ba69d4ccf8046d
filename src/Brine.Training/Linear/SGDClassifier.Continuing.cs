namespace Brine.Training;

/// <content><c>partial_fit</c>: once over the rows.</content>
public sealed partial class SGDClassifier : IPartialTrainer
{
    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes)
    {
        ClassCodes classes = call.Codes(PythonName, minimum: 2);
        FitCall fit = call.Fit;
        FitContext context = call.Context;
        DenseRows x = call.Checked(context.IsNew ? fit.Doubles(PythonName) : fit.Numbers(PythonName), PythonName);
        var loss = new StochasticLoss(Loss, Epsilon, context.IsNew);
        double[] weights = PartialWeights(classes, isFirst: call.Before is null);
        int outputs = classes.Count == 2 ? 1 : classes.Count, columns = x.ColumnCount;
        double[] coefficients = call.Before is { } before ? [.. before.Numbers(outputs * columns, "coef_")] : new double[outputs * columns];
        double[] intercepts = call.Before is null ? new double[outputs] : [.. call.Before.Numbers(outputs, "intercept_")];
        double seen = call.Before?.Double("t_") ?? 1;
        uint seed = RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue);
        var draws = new RandomState(seed);
        uint[] seeds = outputs == 1 ? [seed] : [.. classes.Names.Select(_ => (uint)draws.NextBelow(int.MaxValue))];
        Parts.Run(outputs, context, k =>
        {
            int own = outputs == 1 ? 1 : k;
            double other = loss.CountsFromZero ? 0 : -1;
            var descent = new StochasticDescent(x, (fit.Rows as SparseMatrix)?.Csr,
                Array.ConvertAll(classes.Codes, code => code == own ? 1 : other), Rules(loss, context, null) with { MaxIterations = 1 })
                { FirstStep = seen, Intercept = intercepts[k] };
            coefficients.AsSpan(k * columns, columns).CopyTo(descent.Coefficients);

            // The first draw is that of a generator of rows which nobody asks.
            var inner = new RandomState(seeds[k]);
            inner.NextBelow(int.MaxValue - 1);
            descent.Run((uint)inner.NextBelow(int.MaxValue), weights[own], outputs == 1 ? weights[0] : 1.0);
            descent.Coefficients.CopyTo(coefficients, k * columns);
            intercepts[k] = descent.Intercept;
        });
        attributes.SetFeatures(fit.Names, columns).Set("classes_", classes.Unique).Set("coef_", coefficients, outputs, columns)
            .Set("intercept_", NDArray.Of(intercepts)).Set("t_", seen + x.RowCount).Set("n_iter_", 1)
            .Set("_expanded_class_weight", NDArray.Of(weights))
            .Set(context.IsNew ? "_loss_function_" : "loss_function_", loss.Describe());
    }

    private double[] PartialWeights(ClassCodes classes, bool isFirst)
    {
        double[] counts = classes.Counts();
        if (IsBalanced && (isFirst || Array.Exists(counts, count => count == 0)))
        {
            throw new TrainingException("FitParameter", "SGDClassifier has class_weight='balanced', which cannot be told from some of the "
                + "rows: partial_fit takes it only after a fit, and of rows of all classes");
        }

        return Array.ConvertAll(counts, count => IsBalanced ? classes.Codes.Length / (classes.Count * count) : 1.0);
    }
}
