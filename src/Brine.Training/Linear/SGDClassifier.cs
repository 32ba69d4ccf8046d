namespace Brine.Training;

/// <summary>Linear functions that tell classes apart, learned row by row: scikit-learn's <c>SGDClassifier</c>.</summary>
public sealed partial class SGDClassifier : StochasticTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public SGDClassifier() => (Loss, LearningRate, RatePower) = ("hinge", "optimal", 0.5);

    /// <summary><c>class_weight='balanced'</c>: whether all classes weigh the same.</summary>
    public bool IsBalanced { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "SGDClassifier";

    private protected override string[] Losses => ["hinge", "log_loss", "modified_huber", "squared_hinge", "perceptron"];

    private protected override double UsualRate(bool isNew) => isNew ? 0.01 : 0;

    internal override void Bind(ParameterBinder binder)
    {
        base.Bind(binder);
        IsBalanced = binder.OptionalText("class_weight", IsBalanced ? "balanced" : null, "balanced") is not null;
        binder.Fixed("n_jobs", default);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName, minimum: 2);
        DenseRows x = call.Context.IsNew ? call.Doubles(PythonName) : call.Numbers(PythonName);
        CsrMatrix? sparse = (call.Rows as SparseMatrix)?.Csr;
        FitContext context = call.Context;
        var loss = new StochasticLoss(Loss, Epsilon, context.IsNew);
        double[] counts = classes.Counts();
        double[] weights = Array.ConvertAll(counts, count => IsBalanced ? x.RowCount / (classes.Count * count) : 1.0);
        uint seed = RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue);
        var draws = new RandomState(seed);
        int outputs = classes.Count == 2 ? 1 : classes.Count;
        uint[] seeds = outputs == 1 ? [seed] : [.. classes.Names.Select(_ => (uint)draws.NextBelow(int.MaxValue))];
        double[] coefficients = new double[outputs * x.ColumnCount], intercepts = new double[outputs];
        var took = new int[outputs];
        Parts.Run(outputs, context, k =>
        {
            int own = outputs == 1 ? 1 : k;
            double other = loss.CountsFromZero ? 0 : -1;
            var descent = new StochasticDescent(x, sparse, Array.ConvertAll(classes.Codes, code => code == own ? 1 : other),
                Rules(loss, context, call.Weights));

            // The first draw is that of a generator of rows which nobody asks.
            var inner = new RandomState(seeds[k]);
            inner.NextBelow(int.MaxValue - 1);
            took[k] = descent.Run((uint)inner.NextBelow(int.MaxValue), weights[own], outputs == 1 ? weights[0] : 1.0);
            descent.Coefficients.CopyTo(coefficients, k * x.ColumnCount);
            intercepts[k] = descent.Intercept;
        });
        int rounds = took.Max();

        // Python's unique_labels makes an array of them anew.
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("classes_", classes.Unique)
            .Set("coef_", coefficients, outputs, x.ColumnCount).Set("intercept_", NDArray.Of(intercepts))
            .Set("t_", 1.0 + ((double)rounds * x.RowCount)).Set("n_iter_", rounds).Set("_expanded_class_weight", NDArray.Of(weights))
            .Set(context.IsNew ? "_loss_function_" : "loss_function_", loss.Describe());
    }
}
