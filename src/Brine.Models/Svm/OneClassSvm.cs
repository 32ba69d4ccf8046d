using Brine.Arrays;

namespace Brine.Models;

/// <summary>OneClassSVM: 1 where the decision value is above 0, else -1.</summary>
internal sealed class OneClassSvm : Estimator
{
    private readonly SvmMachine _machine;
    private readonly double? _offset;
    private readonly bool _isColumn;
    private readonly bool _givesFloats;

    internal OneClassSvm(EstimatorReader reader)
        : base(reader)
    {
        _machine = new SvmMachine(reader, 0);
        _offset = reader.Has("offset_") ? reader.Double("offset_") : null;
        _isColumn = !reader.SavedBy.IsAtLeast(0, 20);
        _givesFloats = !reader.SavedBy.IsAtLeast(0, 19);
    }

    /// <summary><c>score_samples</c> came with <c>offset_</c> in 0.20.</summary>
    public override Methods Methods => Methods.Predict | Methods.DecisionFunction | (_offset is null ? Methods.None : Methods.ScoreSamples);

    public override int? FeatureCount => _machine.InputCount;

    public override InputContract Inputs(Methods method) => _machine.Inputs;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.DecisionFunction && _machine.IsDense ? new SvmRowKernel(_machine) : null;

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

    private Answer ScoreSamples(Features x) => NDArray.Of(Array.ConvertAll(_machine.Decide(x), decision => decision + _offset!.Value));
}
