using Brine.Arrays;

namespace Brine.Models;

/// <summary>NearestNeighbors, and KNeighborsTransformer, whose <c>transform</c> is the graph of neighbors as a sparse matrix.</summary>
internal sealed class NearestNeighbors : Estimator
{
    private readonly NeighborModel _model;
    private readonly InputContract _inputs;
    private readonly NeighborModel? _graph;
    private readonly bool _hasDistances;

    internal NearestNeighbors(EstimatorInfo info, NeighborsForm form, InputContract inputs, bool isTransformer)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        _model = new NeighborModel(form);

        // Each training row is its own nearest: for distances scikit-learn asks for one neighbor more.
        _hasDistances = form.GivesDistances;
        _graph = !isTransformer ? null : _hasDistances ? _model.WithOneMore() : _model;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods =>
        Methods.KNeighbors | (_graph is null ? Methods.None : Methods.Transform | Methods.GetFeatureNamesOut);

    public override InputContract Inputs(Methods method) => _inputs;

    public override int? FeatureCount => _model.Search.Dimension;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        _graph is null ? base.FeatureNamesOut(names) : TransformedNames.Numbered(ClassName.ToLowerInvariant(), _model.Search.TrainingCount);

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.KNeighbors => _model.Answer(x, ClassName, options.NeighborCount),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x)
    {
        if (_graph is null)
        {
            return base.TransformCore(x);
        }

        FoundNeighbors found = _graph.Find(x, ClassName, tellsOrder: true);
        var starts = new int[x.RowCount + 1];
        for (int row = 0; row < starts.Length; row++)
        {
            starts[row] = row * _graph.NeighborCount;
        }

        if (!_hasDistances)
        {
            Array.Fill(found.Distances, 1);
        }

        return new SparseMatrix(
            new CsrMatrix(x.RowCount, _model.Search.TrainingCount, starts, found.Indices, found.Distances,
                _hasDistances && found.IsSingle ? DType.Float32 : DType.Float64));
    }
}
