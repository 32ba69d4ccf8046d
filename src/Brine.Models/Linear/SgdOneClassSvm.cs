using Brine.Arrays;

namespace Brine.Models;

/// <summary>SGDOneClassSVM: <c>X @ coef_.T - offset_</c>; 1 where that is not negative, else -1.</summary>
internal sealed class SgdOneClassSvm : Estimator
{
    private readonly LinearCoefficients _coefficients;
    private readonly double _offset;

    internal SgdOneClassSvm(EstimatorInfo info, LinearForm form)
        : base(info)
    {
        Form = form;
        _coefficients = new LinearCoefficients(form);
        _offset = -form.Intercepts.ToDoubles()[0];
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict | Methods.DecisionFunction | Methods.ScoreSamples;

    public override int? FeatureCount => _coefficients.InputCount;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.DecisionFunction ? new LinearKernel(_coefficients.Layer) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.DecisionFunction => DecisionFunction(x),
        Methods.ScoreSamples => ScoreSamples(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x) => NDArray.Of(Array.ConvertAll(_coefficients.Decide(x).Values, decision => decision >= 0 ? 1 : -1));

    private Answer DecisionFunction(Features x) => _coefficients.Decide(x).ToArray(ravel: true);

    private Answer ScoreSamples(Features x)
    {
        Scores decisions = _coefficients.Decide(x);
        return (decisions
            with { Values = Array.ConvertAll(decisions.Values,
                decision => decisions.IsSingle ? (float)decision + (float)_offset : decision + _offset) }).ToArray(ravel: true);
    }
}
