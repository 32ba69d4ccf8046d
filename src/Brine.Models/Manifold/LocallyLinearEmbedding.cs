using System.Numerics;
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

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered("locallylinearembedding", _form.Embedding.Shape[1]);

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = x.ToMatrix();
        FoundNeighbors found = _neighbors.Find(matrix, ClassName, tellsOrder: true);
        int count = _neighbors.NeighborCount, width = _form.Embedding.Shape[1];
        var placed = new double[checked(matrix.RowCount * width)];
        var weights = new double[count];
        DType stored = matrix.DType is { Kind: 'f', IsSwapped: false } ? matrix.DType : DType.Float64;
        bool isSingle = matrix.IsSingle, solvesSingle = isSingle && _form.Neighbors.Rows!.DType.IsSingle();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<int> indices = found.Indices.AsSpan(row * count, count);
            if (!(solvesSingle ? Weigh<float>(matrix.Row(row), indices, weights) : Weigh<double>(matrix.Row(row), indices, weights)))
            {
                throw InputPlace.Overflow(this, matrix.Row(row), row, x.ColumnNames);
            }

            Span<double> output = placed.AsSpan(row * width, width);
            for (int n = 0; n < count; n++)
            {
                weights[n] = NumpyPrecision.Round(weights[n], stored);
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
    private bool Weigh<T>(ReadOnlySpan<double> row, ReadOnlySpan<int> indices, double[] weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = indices.Length, features = row.Length;
        T[] differences = new T[count * features], gram = new T[count * count], solved = new T[count];
        for (int n = 0; n < count; n++)
        {
            for (int k = 0; k < features; k++)
            {
                differences[(n * features) + k] = T.CreateTruncating(_rows[(indices[n] * features) + k]) - T.CreateTruncating(row[k]);
            }
        }

        T trace = T.Zero;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                T sum = T.Zero;
                for (int k = 0; k < features; k++)
                {
                    sum += differences[(i * features) + k] * differences[(j * features) + k];
                }

                gram[(i * count) + j] = gram[(j * count) + i] = sum;
            }

            trace += gram[i * (count + 1)];
        }

        var added = T.CreateTruncating(trace > T.Zero ? _form.Regularization * double.CreateTruncating(trace) : _form.Regularization);
        for (int i = 0; i < count; i++)
        {
            gram[i * (count + 1)] += added;
        }

        Array.Fill(solved, T.One);
        if (!CholeskyInverse.Solve<T>(gram, count, solved))
        {
            return false;
        }

        T total = PairwiseSum.Of<T>(solved);
        for (int n = 0; n < count; n++)
        {
            weights[n] = double.CreateTruncating(solved[n] / total);
        }

        return true;
    }
}
