namespace Brine.Training;

/// <summary>Tries combinations of values of parameters that are drawn without repetition: scikit-learn's
/// <c>RandomizedSearchCV</c>.</summary>
/// <param name="estimator">The trainer whose parameters are searched.</param>
/// <param name="lists"><c>param_distributions</c>: the values of each parameter, by its Python name; parameters of steps are
/// <c>step__parameter</c>.</param>
public sealed class RandomizedSearchCV(Trainer? estimator = null,
    params IReadOnlyList<(string Parameter, IReadOnlyList<PyValue> Values)> lists)
    : SearchTrainer(estimator)
{
    private IReadOnlyList<ParameterGrid> _grids = [];

    /// <summary><c>n_iter</c>: how many combinations are tried.</summary>
    public int DrawCount { get; set; } = 10;

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "RandomizedSearchCV";

    private protected override long CandidateCount => Math.Min(_grids.Sum(one => (long)one.Count), DrawCount);

    private protected override IReadOnlyList<IReadOnlyList<(string Path, PyValue Value)>> Candidates()
    {
        int all = _grids.Sum(one => one.Count), count = Math.Min(all, DrawCount);
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        return [.. SampledRows.WithoutReplacement(all, count, draws).Select(index =>
        {
            int place = 0;
            while (index >= _grids[place].Count)
            {
                index -= _grids[place++].Count;
            }

            return _grids[place][index, isReversed: true];
        })];
    }

    internal override void Bind(ParameterBinder binder)
    {
        _grids = SearchSpace.Bind(binder, "param_distributions", PythonName, _grids, lists);
        DrawCount = binder.Int("n_iter", DrawCount, 1);
        RandomState = binder.Seed("random_state", RandomState);
        BindSearch(binder);
        if (binder.Attributes is { } attributes)
        {
            binder.Write("param_distributions", Describe(_grids, attributes.Context));
        }
    }
}
