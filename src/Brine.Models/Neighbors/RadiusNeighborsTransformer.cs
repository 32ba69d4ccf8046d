using Brine.Arrays;

namespace Brine.Models;

/// <summary>RadiusNeighborsTransformer: the graph of all training rows within a radius, the nearest first, as a sparse matrix.</summary>
internal sealed class RadiusNeighborsTransformer : Estimator
{
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

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override InputContract Inputs(Methods method) => _inputs;

    public override int? FeatureCount => _model.Search.Dimension;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _model.Search.TrainingCount);

    private protected override Features TransformCore(Features x)
    {
        RadiusRows rows = _model.Ask(x, ClassName);
        var starts = new int[rows.Count + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Find(row);
            if (_hasDistances)
            {
                rows.Sort();
            }

            columns.AddRange(rows.Indices);
            data.AddRange(rows.Distances);
            starts[row + 1] = columns.Count;
        }

        double[] values = [.. data];
        if (!_hasDistances)
        {
            Array.Fill(values, 1);
        }

        return new SparseMatrix(
            new CsrMatrix(rows.Count, _model.Search.TrainingCount, starts, [.. columns], values,
                _hasDistances && rows.IsSingle ? DType.Float32 : DType.Float64));
    }
}
