using System.Buffers;

namespace Brine.Models;

/// <summary>Finds the neighbors of a row and makes an answer of them.</summary>
internal abstract class NeighborKernel(NeighborModel model, string className) : RowKernel
{
    private const int LargestOnStack = 128;

    public sealed override int InputCount => model.Search.Dimension;

    internal sealed override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        model.RequireEnough(className);
        int count = model.NeighborCount;
        row = row[..InputCount];
        output = output[..OutputCount];
        if (count <= LargestOnStack)
        {
            Span<double> distances = stackalloc double[count];
            Span<int> indices = stackalloc int[count];
            model.Search.Find(row, distances, indices);
            Vote(distances, indices, model.Search.GivesSingles(model.Search.Usual), output);
            return;
        }

        double[] rentedDistances = ArrayPool<double>.Shared.Rent(count);
        int[] rentedIndices = ArrayPool<int>.Shared.Rent(count);
        model.Search.Find(row, rentedDistances.AsSpan(0, count), rentedIndices.AsSpan(0, count));
        Vote(rentedDistances.AsSpan(0, count), rentedIndices.AsSpan(0, count), model.Search.GivesSingles(model.Search.Usual), output);
        ArrayPool<double>.Shared.Return(rentedDistances);
        ArrayPool<int>.Shared.Return(rentedIndices);
    }

    internal sealed override double[] RunAllCore(Matrix matrix) => VoteAll(matrix);

    /// <summary>The answers for all rows, dense or sparse.</summary>
    internal double[] VoteAll(Features x)
    {
        int count = model.NeighborCount, width = OutputCount;
        FoundNeighbors found = model.Find(x, className, tellsOrder: false);
        var outputs = new double[x.RowCount * width];
        int row = 0;
        try
        {
            for (; row < x.RowCount; row++)
            {
                Vote(found.Distances.AsSpan(row * count, count), found.Indices.AsSpan(row * count, count), found.IsSingle,
                    outputs.AsSpan(row * width, width));
            }
        }
        catch (ModelInputException error)
        {
            throw InputCheck.InRow(error, row);
        }

        return outputs;
    }

    /// <summary>Makes the answer of a row.</summary>
    /// <param name="distances">The distances of the neighbors, the nearest first; they may be overwritten.</param>
    /// <param name="indices">Their indices among the training rows.</param>
    /// <param name="isSingle">True where Python has the distances as float32, and weights with them.</param>
    /// <param name="output">The answer.</param>
    private protected abstract void Vote(Span<double> distances, ReadOnlySpan<int> indices, bool isSingle, Span<double> output);
}
