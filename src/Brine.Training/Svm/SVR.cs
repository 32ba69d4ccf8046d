namespace Brine.Training;

/// <summary>Answers with a number by support vectors; errors under a limit cost nothing: scikit-learn's <c>SVR</c>.</summary>
public sealed class SVR : SvmTrainer
{
    /// <summary><c>epsilon</c>: errors up to it cost nothing.</summary>
    public double Epsilon { get; set; } = 0.1;

    /// <inheritdoc/>
    public override string PythonName => "SVR";

    internal override void Bind(ParameterBinder binder)
    {
        base.Bind(binder);
        Epsilon = binder.Double("epsilon", Epsilon, 0, double.MaxValue);
        binder.Write("probability", false);
        binder.Write("class_weight", default);
        binder.Write("random_state", default);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        double[] y = call.Needed(PythonName).Numbers(PythonName);
        SvmData data = Read(call, attributes);
        int[]? kept = Kept(call.Weights);
        double[]? weights = Kept(call.Weights, kept);
        y = kept is null ? y : Array.ConvertAll(kept, row => y[row]);
        int count = y.Length;
        double[] linear = new double[2 * count], signs = new double[2 * count], bounds = new double[2 * count];
        for (int i = 0; i < count; i++)
        {
            (linear[i], linear[i + count]) = (Epsilon - y[i], Epsilon + y[i]);
            (signs[i], signs[i + count]) = (1, -1);
            bounds[i] = bounds[i + count] = (weights?[i] ?? 1) * C;
        }

        SvmProblem problem = kept is null ? data.Problem : data.Problem.Take(kept);
        SmoSolver solver = Solver(new NumberSmoKernel(problem, CacheMegabytes), linear, signs, bounds, call.Context);
        double[] both = solver.Solve(), alphas = new double[count];
        for (int i = 0; i < count; i++)
        {
            alphas[i] = both[i] - both[i + count];
        }

        int[] support = [.. Enumerable.Range(0, count).Where(row => Math.Abs(alphas[row]) > 0)];
        Write(data, attributes, kept, support, [Array.ConvertAll(support, row => alphas[row])], [solver.Offset], isFlipped: false);
        attributes.Set("_n_support", SvmVectors.Ints([support.Length, support.Length])).Set("_probA", NDArray.Of(Array.Empty<double>()))
            .Set("_probB", NDArray.Of(Array.Empty<double>())).Set("fit_status_", solver.IsCutOff ? 1 : 0)
            .Set("_num_iter", SvmVectors.Ints([solver.Iterations])).Set("n_iter_", solver.Iterations);
        if (call.Context.IsNew)
        {
            attributes.Set("_effective_probability", false);
        }
    }
}
