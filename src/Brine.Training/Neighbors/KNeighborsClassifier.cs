namespace Brine.Training;

/// <summary>Lets the nearest rows vote: scikit-learn's <c>KNeighborsClassifier</c>.</summary>
public sealed class KNeighborsClassifier : NeighborsTrainer
{
    /// <inheritdoc/>
    public override string PythonName => "KNeighborsClassifier";

    private protected override string Module => "sklearn.neighbors._classification";

    private protected override bool IsClassifier => true;
}
