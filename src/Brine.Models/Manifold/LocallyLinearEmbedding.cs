using Brine.Arrays;

namespace Brine.Models;

/// <summary>LocallyLinearEmbedding.</summary>
internal sealed class LocallyLinearEmbedding : Estimator
{
    private readonly LocallyLinearForm _form;
    private readonly NeighborModel _neighbors;
    private readonly double[] _rows;
    private readonly double[] _embedding;

    internal LocallyLinearEmbedding(EstimatorInfo info, LocallyLinearForm form)
        : base(info)
    {
        _form = form;
        _neighbors = new NeighborModel(form.Neighbors);
        _rows = form.Neighbors.Rows!.ToDoubles();
        _embedding = form.Embedding.ToDoubles();
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _neighbors.Search.Dimension;

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => TransformedNames.Numbered("locallylinearembedding", _form.Embedding.Shape[1]);

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = x.ToMatrix();
        FoundNeighbors found = _neighbors.Find(matrix, ClassName, tellsOrder: true);
        int count = _neighbors.NeighborCount, width = _form.Embedding.Shape[1];
        var placed = new double[checked(matrix.RowCount * width)];
        var weights = new double[count];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<int> indices = found.Indices.AsSpan(row * count, count);
            if (!Weigh(matrix.Row(row), indices, weights))
            {
                throw InputPlace.Overflow(this, matrix.Row(row), row, x.ColumnNames);
            }

            Span<double> output = placed.AsSpan(row * width, width);
            for (int n = 0; n < count; n++)
            {
                for (int k = 0; k < width; k++)
                {
                    output[k] += _embedding[(indices[n] * width) + k] * weights[n];
                }
            }
        }

        return new Matrix(matrix.RowCount, width, placed);
    }

    /// <summary><c>barycenter_weights</c></summary>
    /// <returns>False where the neighbors do not tell how the row is put together of them, for which Python raises an error.</returns>
    private bool Weigh(ReadOnlySpan<double> row, ReadOnlySpan<int> indices, double[] weights)
    {
        int count = indices.Length, features = row.Length;
        double[] differences = new double[count * features], gram = new double[count * count];
        for (int n = 0; n < count; n++)
        {
            for (int k = 0; k < features; k++)
            {
                differences[(n * features) + k] = _rows[(indices[n] * features) + k] - row[k];
            }
        }

        double trace = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int k = 0; k < features; k++)
                {
                    sum += differences[(i * features) + k] * differences[(j * features) + k];
                }

                gram[(i * count) + j] = gram[(j * count) + i] = sum;
            }

            trace += gram[i * (count + 1)];
        }

        double added = trace > 0 ? _form.Regularization * trace : _form.Regularization;
        for (int i = 0; i < count; i++)
        {
            gram[i * (count + 1)] += added;
        }

        Array.Fill(weights, 1);
        if (!CholeskyInverse.Solve(gram, count, weights))
        {
            return false;
        }

        double total = PairwiseSum.Of<double>(weights);
        for (int n = 0; n < count; n++)
        {
            weights[n] /= total;
        }

        return true;
    }
}
