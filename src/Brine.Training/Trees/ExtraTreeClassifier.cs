namespace Brine.Training;

/// <summary>A tree of drawn thresholds that tells classes apart: scikit-learn's <c>ExtraTreeClassifier</c>.</summary>
public sealed class ExtraTreeClassifier : SingleTreeTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public ExtraTreeClassifier() => (Criterion, DrawsThresholds, MaxFeatures) = ("gini", true, MaxFeatures.Sqrt);

    /// <summary><c>class_weight='balanced'</c>: whether all classes weigh the same.</summary>
    public bool IsBalanced
    {
        get => WeighsClasses;
        set => WeighsClasses = value;
    }

    /// <inheritdoc/>
    public override string PythonName => "ExtraTreeClassifier";

    internal override bool IsClassifier => true;
}
