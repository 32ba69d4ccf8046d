namespace Brine.Training;

/// <summary>A forest of trees of drawn thresholds that tells classes apart: scikit-learn's <c>ExtraTreesClassifier</c>.</summary>
public sealed class ExtraTreesClassifier : ForestTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public ExtraTreesClassifier() => (Criterion, DrawsRows, MaxFeatures) = ("gini", false, MaxFeatures.Sqrt);

    /// <summary><c>class_weight='balanced'</c>: whether all classes weigh the same.</summary>
    public bool IsBalanced
    {
        get => WeighsClasses;
        set => WeighsClasses = value;
    }

    /// <inheritdoc/>
    public override string PythonName => "ExtraTreesClassifier";

    internal override bool IsClassifier => true;

    private protected override SingleTreeTrainer NewTree() => new ExtraTreeClassifier();
}
