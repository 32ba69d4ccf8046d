namespace Brine.Models;

/// <summary>NearestNeighbors, and KNeighborsTransformer, whose <c>transform</c> is the graph of neighbors as a sparse matrix.</summary>
internal sealed class NearestNeighbors : Estimator
{
    private readonly NeighborModel _model;
    private readonly InputContract _inputs;
    private readonly NeighborModel? _graph;
    private readonly RadiusModel? _within;
    private readonly bool _hasDistances;

    internal NearestNeighbors(EstimatorInfo info, NeighborsForm form, InputContract inputs, bool isTransformer)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        _model = new NeighborModel(form);
        _within = form.Radius is { } radius ? new RadiusModel(_model.Search, radius) : null;

        // Each training row is its own nearest: for distances scikit-learn asks for one neighbor more.
        _hasDistances = form.GivesDistances;
        _graph = !isTransformer ? null : _hasDistances ? _model.WithOneMore() : _model;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods =>
        Methods.KNeighbors | Methods.KNeighborsGraph
            | (_within is null ? Methods.None : Methods.RadiusNeighbors | Methods.RadiusNeighborsGraph)
            | (_graph is null ? Methods.None : Methods.Transform | Methods.GetFeatureNamesOut);

    public override InputContract Inputs(Methods method) => _inputs;

    public override int? FeatureCount => _model.Search.Dimension;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        _graph is null ? base.FeatureNamesOut(names) : TransformedNames.Numbered(ClassName.ToLowerInvariant(), _model.Search.TrainingCount);

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.KNeighbors or Methods.KNeighborsGraph => _model.Answer(method, x, ClassName, options),
        Methods.RadiusNeighbors or Methods.RadiusNeighborsGraph => _within!.Answer(method, x, ClassName, options),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x) => _graph is null ? base.TransformCore(x)
        : new SparseMatrix(_graph.Graph(x, ClassName, _hasDistances));
}
