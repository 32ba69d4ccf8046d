using Brine.Arrays;

namespace Brine.Models;

/// <summary>Isomap.</summary>
internal sealed class Isomap : Estimator
{
    private readonly IsomapForm _form;
    private readonly NeighborModel _neighbors;
    private readonly InputContract _inputs;
    private readonly double[] _distances;
    private readonly KernelComponents<double> _components;
    private readonly KernelComponents<float>? _singles;

    internal Isomap(EstimatorInfo info, IsomapForm form, InputContract inputs)
        : base(info)
    {
        (_form, _inputs) = (form, inputs);
        _neighbors = new NeighborModel(form.Neighbors);
        _distances = form.Distances.ToDoubles();
        _components = new KernelComponents<double>(form.Components);
        _singles = form.Components.IsSingle ? new KernelComponents<float>(form.Components) : null;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _neighbors.Search.Dimension;

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered("isomap", _components.ComponentCount);

    private protected override Features TransformCore(Features x)
    {
        FoundNeighbors found = _neighbors.Find(x, ClassName, tellsOrder: false);
        int count = _neighbors.NeighborCount, rows = _form.Neighbors.RowCount, width = _components.ComponentCount;

        // A frame has no dtype of its own, so that its ways are float64 whatever its columns are.
        bool isSingle = NumpyPrecision.IsSingle(x) && x.ColumnNames is null, answersSingle = isSingle && _singles is not null;
        var placed = new double[checked(x.RowCount * width)];
        double[] ways = new double[rows], kernel = new double[rows];
        float[] singleKernel = new float[rows], single = new float[width];
        for (int row = 0; row < x.RowCount; row++)
        {
            Array.Fill(ways, double.PositiveInfinity);
            for (int n = 0; n < count; n++)
            {
                ReadOnlySpan<double> onward = _distances.AsSpan(found.Indices[(row * count) + n] * rows, rows);
                double first = found.Distances[(row * count) + n];
                for (int i = 0; i < rows; i++)
                {
                    ways[i] = Math.Min(ways[i], onward[i] + first);
                }
            }

            for (int i = 0; i < rows; i++)
            {
                double way = isSingle ? (float)ways[i] : ways[i];
                double square = isSingle ? (float)(way * way) : way * way;
                ways[i] = square * -0.5;
            }

            Span<double> output = placed.AsSpan(row * width, width);
            if (!(answersSingle ? _singles!.Transform(ways, isSparse: false, singleKernel, single)
                : _components.Transform(ways, isSparse: false, kernel, output)))
            {
                throw InputPlace.Overflow(this, x.ToMatrix().Row(row), row, x.ColumnNames);
            }

            for (int k = 0; k < width && answersSingle; k++)
            {
                output[k] = single[k];
            }
        }

        return new Matrix(x.RowCount, width, placed, answersSingle ? DType.Float32 : DType.Float64);
    }
}
