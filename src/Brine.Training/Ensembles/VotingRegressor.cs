namespace Brine.Training;

/// <summary>Regressors whose answers are averaged: scikit-learn's <c>VotingRegressor</c>.</summary>
/// <param name="parts">The regressors with their names.</param>
public sealed class VotingRegressor(params IReadOnlyList<(string Name, Trainer Trainer)> parts) : VotingTrainer(parts)
{
    /// <inheritdoc/>
    public override string PythonName => "VotingRegressor";

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        NamedEstimators.Check(Parts, PythonName, areClassifiers: false);
        _ = call.Needed(PythonName).Numbers(PythonName);
        TrainAll(call, attributes);
    }
}
