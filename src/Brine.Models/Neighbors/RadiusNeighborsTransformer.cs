using Brine.Arrays;

namespace Brine.Models;

/// <summary>RadiusNeighborsTransformer: the graph of all training rows within a radius, the nearest first, as a sparse matrix.</summary>
internal sealed class RadiusNeighborsTransformer : Estimator
{
    private readonly DenseSearch _search;
    private readonly double _radius;
    private readonly bool _hasDistances;

    internal RadiusNeighborsTransformer(EstimatorReader reader)
        : base(reader)
    {
        _search = NeighborModel.ReadDense(reader);
        _radius = reader.Double("radius", 1);
        _hasDistances = reader.Text("mode") is "distance" or null;
    }

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _search.Dimension;

    public override InputContract Inputs(Methods method) => _search.Inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => TransformedNames.Numbered(ClassName.ToLowerInvariant(), _search.TrainingCount);

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = x.ToMatrix();
        var starts = new int[matrix.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        var distances = new List<double>();
        var indices = new List<int>();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            _search.FindWithin(matrix.Row(row), _radius, matrix.DType, distances, indices);
            foreach (int at in Enumerable.Range(0, indices.Count).OrderBy(i => distances[i]))
            {
                columns.Add(indices[at]);
                data.Add(_hasDistances ? distances[at] : 1);
            }

            starts[row + 1] = columns.Count;
        }

        return new SparseMatrix(new CsrMatrix(matrix.RowCount, _search.TrainingCount, starts, [.. columns], [.. data]));
    }
}
