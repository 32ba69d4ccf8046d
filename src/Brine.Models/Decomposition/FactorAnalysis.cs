using Brine.Arrays;

namespace Brine.Models;

/// <summary>FactorAnalysis: the expected factors of a row, and its log likelihood.</summary>
internal sealed class FactorAnalysis : Estimator
{
    private readonly FactorAnalysisForm _form;
    private readonly Lazy<LinearMapKernel> _transform;
    private readonly Lazy<FactorLikelihood> _likelihood;

    internal FactorAnalysis(EstimatorInfo info, FactorAnalysisForm form)
        : base(info)
    {
        _form = form;
        var factors = new FactorMatrices(form, Path);
        _transform = new(factors.Transform);
        _likelihood = new(factors.Likelihood);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.ScoreSamples | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _form.Components.Shape[1];

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered("factoranalysis", _form.Components.Shape[0]);

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Transform => _transform.Value,
        Methods.ScoreSamples => _likelihood.Value,
        _ => null,
    };

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.ScoreSamples ? NDArray.Of(_likelihood.Value.RunAllCore(x.ToMatrix())) : base.Run(method, x, options);

    private protected override Features TransformCore(Features x) => _transform.Value.Map(x.ToMatrix());
}
