using Brine.Arrays;

namespace Brine.Models;

/// <summary>SVR and NuSVR: the decision value of libsvm is the answer.</summary>
internal sealed class SvmRegressor : Estimator
{
    private readonly SvmMachine _machine;
    private readonly InputContract _inputs;
    private readonly bool _decides;

    internal SvmRegressor(EstimatorInfo info, SupportVectorForm form, InputContract inputs, bool decides)
        : base(info)
    {
        Form = form;
        _machine = new SvmMachine(form);
        _inputs = inputs;
        _decides = decides;
    }

    public override EstimatorForm Form { get; }

    /// <summary><c>decision_function</c> is a column of what <c>predict</c> gives.</summary>
    public override Methods Methods => _decides ? Methods.Predict | Methods.DecisionFunction : Methods.Predict;

    public override int? FeatureCount => _machine.InputCount;

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Predict && _machine.IsDense ? new SvmRowKernel(_machine) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.DecisionFunction => DecisionFunction(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x) => NDArray.Of(_machine.Decide(x));

    private Answer DecisionFunction(Features x) => NDArray.Of(_machine.Decide(x), x.RowCount, 1);
}
