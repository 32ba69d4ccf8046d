namespace Brine.Models;

/// <summary>MLPRegressor: what the last layer gives.</summary>
internal sealed class NetworkRegressor : Estimator
{
    private readonly Network _network;

    internal NetworkRegressor(EstimatorReader reader)
        : base(reader) => _network = new Network(reader);

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _network.InputCount;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Predict ? new NetworkKernel(_network, NetworkAnswer.Outputs) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x) => _network.Run(x).ToArray(ravel: true);
}
