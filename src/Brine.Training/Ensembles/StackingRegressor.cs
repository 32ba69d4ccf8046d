namespace Brine.Training;

/// <summary>Regressors whose answers another one learns from: scikit-learn's <c>StackingRegressor</c>. Its final estimator must be
/// given.</summary>
/// <param name="parts">The regressors with their names.</param>
public sealed class StackingRegressor(params IReadOnlyList<(string Name, Trainer Trainer)> parts) : StackingTrainer(parts)
{
    /// <inheritdoc/>
    public override string PythonName => "StackingRegressor";

    private protected override Trainer? DefaultFinal => null;

    /// <summary>Python's base class sets it; it is no parameter.</summary>
    private protected override void BindMethod(ParameterBinder binder)
    {
        Method = "predict";
        binder.Write("stack_method", Method);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        NamedEstimators.Check(Parts, PythonName, areClassifiers: false);
        _ = call.Needed(PythonName).Numbers(PythonName);
        TrainAll(call, attributes, 0);
    }
}
