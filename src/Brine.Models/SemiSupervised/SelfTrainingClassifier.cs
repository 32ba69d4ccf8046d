namespace Brine.Models;

/// <summary>SelfTrainingClassifier: looks at the rows, and hands the question to the classifier that it trained.</summary>
internal sealed class SelfTrainingClassifier : Estimator
{
    private readonly DelegateForm _form;
    private readonly InputContract _inputs;

    internal SelfTrainingClassifier(EstimatorInfo info, DelegateForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => _form.Inner.Methods & (Methods.Probabilities | Methods.DecisionFunction);

    public override Labels? Classes => _form.Inner.Classes;

    public override int? FeatureCount => base.FeatureCount ?? _form.Inner.FeatureCount;

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        Methods.HasFlag(method) && _form.Inner.Kernel(method) is { } kernel ? new CheckedKernel(kernel) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        _form.Inner.Call(method, UnnamedFeatures.Of(x), options);
}
