namespace Brine.Models;

/// <summary>MLPRegressor.</summary>
internal sealed class PerceptronRegressor : Estimator
{
    private readonly LayerStack _layers;

    internal PerceptronRegressor(EstimatorReader reader)
        : base(reader) => _layers = new LayerStack(reader);

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _layers.InputCount;

    public override RowKernel? Kernel(Methods method) => method == Methods.Predict ? _layers : null;

    private protected override Answer Predict(Features x) => _layers.RunAll(x).ToArray(flattenOne: true);
}
