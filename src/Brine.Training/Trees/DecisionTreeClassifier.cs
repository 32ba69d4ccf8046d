namespace Brine.Training;

/// <summary>A tree that tells classes apart: scikit-learn's <c>DecisionTreeClassifier</c>.</summary>
public sealed class DecisionTreeClassifier : SingleTreeTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public DecisionTreeClassifier() => (Criterion, DrawsThresholds, MaxFeatures) = ("gini", false, MaxFeatures.All);

    /// <summary><c>class_weight='balanced'</c>: whether all classes weigh the same.</summary>
    public bool IsBalanced
    {
        get => WeighsClasses;
        set => WeighsClasses = value;
    }

    /// <inheritdoc/>
    public override string PythonName => "DecisionTreeClassifier";

    internal override bool IsClassifier => true;
}
