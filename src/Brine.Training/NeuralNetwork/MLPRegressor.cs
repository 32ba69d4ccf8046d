namespace Brine.Training;

/// <summary>A network that answers with a number: scikit-learn's <c>MLPRegressor</c>.</summary>
public sealed class MLPRegressor : NetworkTrainer
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
}
