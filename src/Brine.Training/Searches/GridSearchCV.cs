namespace Brine.Training;

/// <summary>Tries all combinations of values of parameters: scikit-learn's <c>GridSearchCV</c>.</summary>
/// <param name="estimator">The trainer whose parameters are searched.</param>
/// <param name="grid"><c>param_grid</c>: the values of each parameter, by its Python name; parameters of steps are
/// <c>step__parameter</c>.</param>
public sealed class GridSearchCV(Trainer? estimator = null, params IReadOnlyList<(string Parameter, IReadOnlyList<PyValue> Values)> grid)
    : SearchTrainer(estimator)
{
    private IReadOnlyList<ParameterGrid> _grids = [];

    /// <inheritdoc/>
    public override string PythonName => "GridSearchCV";

    private protected override long CandidateCount => _grids.Sum(one => (long)one.Count);

    private protected override IReadOnlyList<IReadOnlyList<(string Path, PyValue Value)>> Candidates() =>
        [.. _grids.SelectMany(one => Enumerable.Range(0, one.Count).Select(index => one[index, isReversed: false]))];

    internal override void Bind(ParameterBinder binder)
    {
        BindSearch(binder);
        _grids = SearchSpace.Bind(binder, "param_grid", PythonName, _grids, grid);
        if (binder.Attributes is { } attributes)
        {
            binder.Write("param_grid", Describe(_grids, attributes.Context));
        }
    }
}
