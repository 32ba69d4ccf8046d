namespace Brine.Models;

/// <summary>An estimator that hands all questions to another: the searches, whose <c>best_estimator_</c> answers, and
/// FrozenEstimator.</summary>
internal sealed class DelegatingEstimator : Estimator
{
    private readonly Estimator _inner;

    /// <summary>Makes the estimator.</summary>
    /// <param name="info">Class, parameters, version.</param>
    /// <param name="form">The estimator that answers.</param>
    /// <param name="delegated">The methods that it has where the other one has them.</param>
    internal DelegatingEstimator(EstimatorInfo info, DelegateForm form, Methods delegated)
        : base(info)
    {
        Form = form;
        _inner = form.Inner;
        Methods = _inner.Methods & delegated;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods { get; }

    public override IReadOnlyList<string>? FeatureNamesIn => _inner.FeatureNamesIn;

    public override bool FindsColumnsByName => _inner.FindsColumnsByName;

    public override IReadOnlyList<ColumnKind>? InputKinds => _inner.InputKinds;

    public override Labels? Classes => _inner.Classes;

    public override int? FeatureCount => _inner.FeatureCount;

    public override InputContract Inputs(Methods method) => _inner.Inputs(method);

    private protected override RowKernel? KernelCore(Methods method) => Methods.HasFlag(method) ? _inner.Kernel(method) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => _inner.FeatureNamesOut(names);

    /// <summary>The inner estimator looks at the columns.</summary>
    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => _inner.Call(method, x, options);

    private protected override Features TransformCore(Features x) => _inner.Transform(x);
}
