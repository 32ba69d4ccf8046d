namespace Brine.Training;

/// <summary>A forest of trees, each on rows of its own, that tells classes apart: scikit-learn's <c>RandomForestClassifier</c>.</summary>
public sealed class RandomForestClassifier : ForestTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public RandomForestClassifier() => (Criterion, DrawsRows, MaxFeatures) = ("gini", true, MaxFeatures.Sqrt);

    /// <summary><c>class_weight='balanced'</c>: whether all classes weigh the same.</summary>
    public bool IsBalanced
    {
        get => WeighsClasses;
        set => WeighsClasses = value;
    }

    /// <inheritdoc/>
    public override string PythonName => "RandomForestClassifier";

    internal override bool IsClassifier => true;

    private protected override SingleTreeTrainer NewTree() => new DecisionTreeClassifier();
}
