using System.Buffers;

namespace Brine.Models;

/// <summary>Takes the smallest of all distances of a row.</summary>
internal static class NearestSelection
{
    private const int LargestOnStack = 128;

    /// <summary>
    /// As <c>_kneighbors_reduce_func</c> does by <c>np.argpartition</c> and <c>np.argsort</c>. Where no two of the nearest tie there is but
    /// one answer, and a heap finds it sooner.
    /// </summary>
    /// <param name="all">The distances to all training rows.</param>
    /// <param name="distances">Room for the smallest, in order.</param>
    /// <param name="indices">Room for their indices.</param>
    /// <returns>Whether distances tie, so that the answer hangs on numpy's order.</returns>
    internal static TieCount Take(ReadOnlySpan<double> all, Span<double> distances, Span<int> indices)
    {
        int wanted = distances.Length, size = Math.Min(wanted + 1, all.Length);
        double[]? rentedDistances = size > LargestOnStack ? ArrayPool<double>.Shared.Rent(size) : null;
        int[]? rentedIndices = size > LargestOnStack ? ArrayPool<int>.Shared.Rent(size) : null;
        Span<double> nearest = rentedDistances is null ? stackalloc double[LargestOnStack] : rentedDistances;
        Span<int> places = rentedIndices is null ? stackalloc int[LargestOnStack] : rentedIndices;
        nearest = nearest[..size];
        Fill(all, new NeighborHeap(nearest, places));
        NeighborHeap.Sort(nearest, places[..size], isIntrosort: false);
        TieCount ties = Ties(nearest, wanted);
        if (ties.Any > 0)
        {
            TakeByPartition(all, distances, indices);
        }
        else
        {
            nearest[..wanted].CopyTo(distances);
            places[..wanted].CopyTo(indices);
        }

        if (rentedDistances is not null)
        {
            ArrayPool<double>.Shared.Return(rentedDistances);
            ArrayPool<int>.Shared.Return(rentedIndices!);
        }

        return ties;
    }

    /// <summary>As the fast search does: by the heap of a thread that is poured into the heap of all where few rows are asked.</summary>
    internal static void TakeByHeap(ReadOnlySpan<double> all, bool mergesHeaps, bool isIntrosort, Span<double> distances, Span<int> indices)
    {
        var heap = new NeighborHeap(distances, indices);
        Fill(all, heap);
        if (mergesHeaps)
        {
            double[] kept = ArrayPool<double>.Shared.Rent(distances.Length);
            int[] places = ArrayPool<int>.Shared.Rent(distances.Length);
            distances.CopyTo(kept);
            indices.CopyTo(places);
            heap = new NeighborHeap(distances, indices);
            for (int i = 0; i < distances.Length; i++)
            {
                heap.Push(kept[i], places[i]);
            }

            ArrayPool<double>.Shared.Return(kept);
            ArrayPool<int>.Shared.Return(places);
        }

        heap.Sort(isIntrosort);
    }

    private static void TakeByPartition(ReadOnlySpan<double> all, Span<double> distances, Span<int> indices)
    {
        int[] order = ArrayPool<int>.Shared.Rent(all.Length);
        IndirectSelection.ArgPartition(all, order.AsSpan(0, all.Length), distances.Length - 1);
        IndirectSort.ArgSort(all, order.AsSpan(0, distances.Length));
        for (int i = 0; i < distances.Length; i++)
        {
            indices[i] = order[i];
            distances[i] = all[order[i]];
        }

        ArrayPool<int>.Shared.Return(order);
    }

    private static void Fill(ReadOnlySpan<double> all, NeighborHeap heap)
    {
        int i = 0;
        for (; i + VectorBank.Width <= all.Length; i += VectorBank.Width)
        {
            ReadOnlySpan<double> eight = all.Slice(i, VectorBank.Width);
            if (TrainingRows.HasBelow(eight, heap.Farthest))
            {
                for (int k = 0; k < eight.Length; k++)
                {
                    if (eight[k] < heap.Farthest)
                    {
                        heap.Push(eight[k], i + k);
                    }
                }
            }
        }

        for (; i < all.Length; i++)
        {
            if (all[i] < heap.Farthest)
            {
                heap.Push(all[i], i);
            }
        }
    }

    /// <summary>Equal ones, and those that are missing: the heap takes neither infinity nor NaN.</summary>
    private static TieCount Ties(ReadOnlySpan<double> sorted, int wanted)
    {
        bool hasAny = !double.IsFinite(sorted[^1]);
        for (int i = 1; i < sorted.Length && !hasAny; i++)
        {
            hasAny = sorted[i] == sorted[i - 1];
        }

        return hasAny ? new(1, sorted.Length > wanted && sorted[wanted] == sorted[wanted - 1] ? 1 : 0) : default;
    }
}
