namespace Brine.Training;

/// <summary>Makes a number of each label, its place among the sorted ones: scikit-learn's <c>LabelEncoder</c>. It is given the labels as
/// its rows.</summary>
public sealed class LabelEncoder : Trainer
{
    /// <inheritdoc/>
    public override string PythonName => "LabelEncoder";

    private protected override string Module => "sklearn.preprocessing._label";

    internal override void Bind(ParameterBinder binder)
    {
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        if (call.Rows.RowCount == 0)
        {
            throw new TrainingException("FitRows", "there are no labels for LabelEncoder to learn from");
        }

        attributes.Set("classes_", ClassCodes.Of(Target.FromFeatures(call.Rows), PythonName).Classes);
    }
}
