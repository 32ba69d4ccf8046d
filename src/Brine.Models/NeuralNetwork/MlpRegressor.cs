namespace Brine.Models;

/// <summary>MLPRegressor: what the last layer gives.</summary>
internal sealed class MlpRegressor : Estimator
{
    private readonly InputContract _inputs;
    private readonly Network _network;

    internal MlpRegressor(EstimatorInfo info, LayersForm form, InputContract inputs)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        _network = new Network(form);
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _network.InputCount;

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Predict ? new NetworkKernel(_network, NetworkAnswer.Outputs) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x) => _network.Run(x).ToArray(ravel: true);
}
