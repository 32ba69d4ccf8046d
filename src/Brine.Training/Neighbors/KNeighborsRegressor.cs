namespace Brine.Training;

/// <summary>Answers with the mean of the nearest rows: scikit-learn's <c>KNeighborsRegressor</c>.</summary>
public sealed class KNeighborsRegressor : NeighborsTrainer
{
    /// <inheritdoc/>
    public override string PythonName => "KNeighborsRegressor";

    private protected override string Module => "sklearn.neighbors._regression";
}
