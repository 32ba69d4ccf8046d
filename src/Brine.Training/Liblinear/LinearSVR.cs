namespace Brine.Training;

/// <summary>A linear function of numbers; errors under a limit cost nothing: scikit-learn's <c>LinearSVR</c>.</summary>
public sealed class LinearSVR : MarginTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public LinearSVR() => Loss = "epsilon_insensitive";

    /// <summary><c>epsilon</c>: errors up to it cost nothing.</summary>
    public double Epsilon { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "LinearSVR";

    private protected override bool IsSizePenalized => false;

    internal override void Bind(ParameterBinder binder)
    {
        Loss = binder.Text("loss", Loss, "epsilon_insensitive", "squared_epsilon_insensitive");
        Epsilon = binder.Double("epsilon", Epsilon, 0, double.MaxValue);
        base.Bind(binder);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        double[] y = call.Needed(PythonName).Numbers(PythonName);
        (DenseRows x, MarginRows rows) = Read(call);
        MarginSolver solver = Solver(x, call.Context.IsNew) with { Limit = Epsilon };
        (double[] weights, int rounds) = solver.Fit(rows, y, call.Weights, call.Context);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("n_iter_", rounds);
        MarginSolver.Write(attributes, PythonName, [weights], x.ColumnCount, HasIntercept ? InterceptScale : null, isFlat: true);
    }
}
