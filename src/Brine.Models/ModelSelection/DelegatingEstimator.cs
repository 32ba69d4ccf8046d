using Brine.Arrays;

namespace Brine.Models;

/// <summary>An estimator that hands all questions to another.</summary>
internal abstract class DelegatingEstimator : Estimator
{
    private readonly Estimator _inner;

    private protected DelegatingEstimator(EstimatorReader reader, Estimator inner, Methods delegated)
        : base(reader)
    {
        _inner = inner;
        Methods = inner.Methods & delegated;
    }

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

    private protected override Answer Predict(Features x) => _inner.Call(Methods.Predict, x);

    private protected override Answer PredictProba(Features x) => _inner.Call(Methods.PredictProba, x);

    private protected override Answer PredictLogProba(Features x) => _inner.Call(Methods.PredictLogProba, x);

    private protected override Answer DecisionFunction(Features x) => _inner.Call(Methods.DecisionFunction, x);

    private protected override Answer TransformAnswer(Features x) => _inner.Call(Methods.Transform, x);

    private protected override Features TransformCore(Features x) => _inner.Transform(x);

    private protected override Answer InverseTransform(Features x) => _inner.Call(Methods.InverseTransform, x);

    private protected override Answer ScoreSamples(Features x) => _inner.Call(Methods.ScoreSamples, x);

    private protected override Answer Apply(Features x) => _inner.Call(Methods.Apply, x);

    private protected override Answer DecisionPath(Features x) => _inner.Call(Methods.DecisionPath, x);

    private protected override Answer KNeighbors(Features x) => _inner.Call(Methods.KNeighbors, x);

    private protected override Answer StagedPredict(Features x) => _inner.Call(Methods.StagedPredict, x);

    private protected override Answer PredictStd(Features x) => _inner.Call(Methods.PredictStd, x);
}
