using System.Buffers;

namespace Brine.Models;

/// <summary>The parts that a search needs while it runs.</summary>
internal sealed partial class DenseSearch
{
    /// <summary>Rented room for a search of many neighbors, given back when the search ends.</summary>
    private readonly ref struct Scratch
    {
        private readonly double[]? _doubles;
        private readonly int[]? _ints;
        private readonly int _size;

        internal Scratch(int size)
        {
            _size = size;
            _doubles = size > LargestOnStack ? ArrayPool<double>.Shared.Rent(size) : null;
            _ints = size > LargestOnStack ? ArrayPool<int>.Shared.Rent(size) : null;
        }

        internal Span<double> Distances => _doubles.AsSpan(0, _size);

        internal Span<int> Indices => _ints.AsSpan(0, _size);

        public void Dispose()
        {
            if (_doubles is not null)
            {
                ArrayPool<double>.Shared.Return(_doubles);
            }

            if (_ints is not null)
            {
                ArrayPool<int>.Shared.Return(_ints);
            }
        }
    }

    /// <summary>The rows of a leaf, which lie side by side in the blocks.</summary>
    private readonly ref struct LeafRows(TrainingRows rows, ReadOnlySpan<double> row, int[] order) : ITreeRows
    {
        private readonly ReadOnlySpan<double> _row = row;

        public void Push(int start, int end, NeighborHeap heap)
        {
            Span<double> eight = stackalloc double[VectorBank.Width];
            for (int block = start / VectorBank.Width; block * VectorBank.Width < end; block++)
            {
                rows.OneBlock(_row, 0, default, block, eight);
                int first = block * VectorBank.Width;
                for (int i = Math.Max(start - first, 0); i < Math.Min(VectorBank.Width, end - first); i++)
                {
                    heap.Push(eight[i], order[first + i]);
                }
            }
        }
    }
}
