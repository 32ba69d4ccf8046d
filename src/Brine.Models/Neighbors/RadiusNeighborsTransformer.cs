namespace Brine.Models;

/// <summary>RadiusNeighborsTransformer: the graph of all training rows within a radius, the nearest first, as a sparse matrix.</summary>
internal sealed class RadiusNeighborsTransformer : Estimator
{
    private const Methods RadiusMethods = Methods.RadiusNeighbors | Methods.RadiusNeighborsGraph;

    private readonly RadiusModel _model;
    private readonly InputContract _inputs;
    private readonly bool _hasDistances;

    internal RadiusNeighborsTransformer(EstimatorInfo info, NeighborsForm form, InputContract inputs)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        _model = new RadiusModel(form);
        _hasDistances = form.GivesDistances;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut | RadiusMethods;

    public override InputContract Inputs(Methods method) => _inputs;

    public override int? FeatureCount => _model.Search.Dimension;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _model.Search.TrainingCount);

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        (method & RadiusMethods) != Methods.None ? _model.Answer(method, x, ClassName, options) : base.Run(method, x, options);

    private protected override Features TransformCore(Features x) =>
        new SparseMatrix(_model.Graph(x, ClassName, _hasDistances, isSorted: true));
}
