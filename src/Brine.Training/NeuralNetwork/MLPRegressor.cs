namespace Brine.Training;

/// <summary>A network that answers with a number: scikit-learn's <c>MLPRegressor</c>.</summary>
public sealed class MLPRegressor : NetworkTrainer, IPartialTrainer
{
    /// <inheritdoc/>
    public override string PythonName => "MLPRegressor";

    private protected override string Loss => "squared_error";

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        double[] y = call.Needed(PythonName).Numbers(PythonName);
        DenseRows x = call.Doubles(PythonName);
        Learn(call, attributes, x, new NetworkData(x.Values, y, x.ColumnCount, 1), "identity", null);
    }

    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes)
    {
        double[] y = call.Fit.Needed(PythonName).Numbers(PythonName);
        DenseRows x = call.Checked(call.Fit.Doubles(PythonName), PythonName);
        Continue(call, attributes, x, new NetworkData(x.Values, y, x.ColumnCount, 1), "identity");
    }
}
