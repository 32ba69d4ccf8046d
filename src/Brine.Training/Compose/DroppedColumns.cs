namespace Brine.Training;

/// <summary>The mark of columns that a <see cref="ColumnTransformer"/> leaves out; it is no estimator.</summary>
internal sealed class DroppedColumns : Trainer
{
    public override string PythonName => "drop";

    private protected override string Module => "";

    internal override void Bind(ParameterBinder binder)
    {
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes) => throw new NotSupportedException();
}
