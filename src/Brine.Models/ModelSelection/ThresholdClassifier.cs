using Brine.Arrays;

namespace Brine.Models;

/// <summary>FixedThresholdClassifier and TunedThresholdClassifierCV: the answers of a classifier, of whose two classes a threshold
/// chooses.</summary>
internal sealed class ThresholdClassifier : CombinedEstimator
{
    private readonly DecisionThresholdForm _form;

    internal ThresholdClassifier(EstimatorInfo info, DecisionThresholdForm form)
        : base(info, null)
    {
        _form = form;
        Methods = Methods.Predict | (form.Inner.Methods & (Methods.PredictProba | Methods.PredictLogProba | Methods.DecisionFunction));
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override Labels? Classes => _form.Inner.Classes;

    public override InputContract Inputs(Methods method) => _form.Inner.Inputs(method == Methods.Predict ? ScoreMethod : method);

    private Methods ScoreMethod => _form.IsProbability ? Methods.PredictProba : Methods.DecisionFunction;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Predict ? base.KernelCore(method) : Methods.HasFlag(method) ? _form.Inner.Kernel(method) : null;

    /// <summary><c>_threshold_scores_to_class_labels</c>; a NaN is below any threshold.</summary>
    private protected override Combination? CombinationOf(Methods method)
    {
        double single = _form.ComparesSingles ? (float)_form.Threshold : _form.Threshold;
        return method != Methods.Predict ? null
            : new Combination([new Member(_form.Inner, ScoreMethod, _form.IsProbability ? 2 : 1)], 1,
                (values, output) => output[0] = IndexOf(values, _form.Threshold), (values, output) => output[0] = IndexOf(values, single));
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.Predict ? Classes!.Take(Array.ConvertAll(Combine(method, x, options), index => (int)index))
            : _form.Inner.Call(method, x, options);

    private int IndexOf(ReadOnlySpan<double> scores, double threshold)
    {
        double score = _form.IsProbability ? scores[_form.PositiveIndex] : _form.PositiveIndex == 0 ? -scores[0] : scores[0];
        return score >= threshold ? _form.PositiveIndex : 1 - _form.PositiveIndex;
    }
}
