using Brine.Arrays;

namespace Brine.Models;

/// <summary>OneClassSVM: 1 where the decision value is above 0, else -1.</summary>
internal sealed class OneClassSvm : Estimator
{
    private readonly SvmMachine _machine;
    private readonly SupportVectorForm _form;
    private readonly InputContract _inputs;
    private readonly bool _isColumn;
    private readonly bool _givesFloats;

    internal OneClassSvm(EstimatorInfo info, SupportVectorForm form, InputContract inputs, bool isColumn, bool givesFloats)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _machine = new SvmMachine(form);
        _isColumn = isColumn;
        _givesFloats = givesFloats;
    }

    public override EstimatorForm Form => _form;

    /// <summary><c>score_samples</c> came with <c>offset_</c> in 0.20.</summary>
    public override Methods Methods =>
        Methods.Predict | Methods.DecisionFunction | (_form.Offset is null ? Methods.None : Methods.ScoreSamples);

    public override int? FeatureCount => _machine.InputCount;

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.DecisionFunction && _machine.IsDense ? new SvmRowKernel(_machine) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.DecisionFunction => DecisionFunction(x),
        Methods.ScoreSamples => ScoreSamples(x),
        _ => base.Run(method, x, options),
    };

    /// <summary>Ints, and until 0.18 libsvm's floats.</summary>
    private Answer Predict(Features x)
    {
        double[] decisions = _machine.Decide(x);
        return _givesFloats
            ? NDArray.Of(Array.ConvertAll(decisions, decision => decision > 0 ? 1.0 : -1.0))
            : NDArray.Of(Array.ConvertAll(decisions, decision => decision > 0 ? 1L : -1L));
    }

    private Answer DecisionFunction(Features x)
    {
        double[] decisions = _machine.Decide(x);
        return _isColumn ? NDArray.Of(decisions, decisions.Length, 1) : NDArray.Of(decisions);
    }

    private Answer ScoreSamples(Features x) => NDArray.Of(Array.ConvertAll(_machine.Decide(x), decision => decision + _form.Offset!.Value));
}
