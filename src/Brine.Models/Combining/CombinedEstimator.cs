namespace Brine.Models;

/// <summary>Base class of the estimators whose answers are made row by row of those of their members.</summary>
internal abstract class CombinedEstimator : Estimator
{
    private readonly Dictionary<Methods, Combination?> _combinations = [];
    private readonly InputContract? _inputs;

    /// <param name="info">Class, parameters, version.</param>
    /// <param name="inputs">What scikit-learn checks before it asks the members; null where it hands them the data as it is.</param>
    private protected CombinedEstimator(EstimatorInfo info, InputContract? inputs)
        : base(info) => _inputs = inputs;

    public override int? FeatureCount => base.FeatureCount ?? FirstMember?.FeatureCount;

    public override IReadOnlyList<string>? FeatureNamesIn => base.FeatureNamesIn ?? (_inputs is null ? FirstMember?.FeatureNamesIn : null);

    public override bool FindsColumnsByName => _inputs is null && (FirstMember?.FindsColumnsByName ?? false);

    public override IReadOnlyList<ColumnKind>? InputKinds => FirstMember?.InputKinds;

    private Estimator? FirstMember => Children.Count > 0 ? Children[0].Estimator : null;

    public override InputContract Inputs(Methods method) =>
        _inputs
            ?? InputContract.OfAll(
                Children.Where(IsAsked)
                    .Select(child => child.Estimator.Inputs(child.Estimator.Methods.HasFlag(method) ? method : Methods.Predict)));

    /// <summary>True for the children that see the rows themselves.</summary>
    private protected virtual bool IsAsked(EstimatorChild child) => true;

    private protected override RowKernel? KernelCore(Methods method) =>
        Methods.HasFlag(method) && Find(method)?.Kernel(FeatureCount) is { } kernel
        ? _inputs is null ? kernel : new CheckedKernel(kernel)
        : null;

    /// <summary>Members look at the data themselves where scikit-learn does not look at it before.</summary>
    private protected override Features Admit(Methods method, Features x) =>
        _inputs is null ? x : UnnamedFeatures.Of(base.Admit(method, x));

    /// <summary>How a method is made of the members' answers; null where it is made in another way. A class is its index.</summary>
    private protected abstract Combination? CombinationOf(Methods method);

    /// <summary>The numbers that a method is made of.</summary>
    private protected double[] Combine(Methods method, Features x, CallOptions options) => Find(method)!.Run(x, options);

    private protected Combination? Find(Methods method)
    {
        lock (_combinations)
        {
            if (!_combinations.TryGetValue(method, out Combination? combination))
            {
                _combinations[method] = combination = CombinationOf(method);
            }

            return combination;
        }
    }
}
