using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>
/// Sorts the rotations of a block, by prefixes that double in length: however often the block repeats itself, the work stays near n log n.
/// </summary>
internal sealed class BlockSorter
{
    private int[] _order = [];
    private int[] _ranks = [];
    private uint[] _keys = [];

    /// <summary>Sorts, and writes the last byte of each rotation.</summary>
    /// <returns>Which of the sorted rotations is the block itself.</returns>
    internal int Sort(ReadOnlySpan<byte> block, Span<byte> last)
    {
        int count = block.Length;
        if (_order.Length < count)
        {
            (_order, _ranks, _keys) = (new int[count], new int[count], new uint[count]);
        }

        Span<int> order = _order.AsSpan(0, count);
        Span<uint> keys = _keys.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
            keys[i] = i + 4 <= count ? BinaryPrimitives.ReadUInt32BigEndian(block[i..])
                : ((uint)block[i] << 24) | ((uint)block[(i + 1) % count] << 16) | ((uint)block[(i + 2) % count] << 8) | block[(i + 3) % count];
        }

        keys.Sort(order);
        var groups = new List<(int Start, int Length)>();
        Regroup(keys, 0, groups);
        for (int prefix = 4; prefix < count && groups.Count > 0; prefix *= 2)
        {
            groups = Refine(groups, prefix, count);
        }

        int origin = 0;
        for (int i = 0; i < count; i++)
        {
            int start = order[i];
            origin = start == 0 ? i : origin;
            last[i] = block[start == 0 ? count - 1 : start - 1];
        }

        return origin;
    }

    /// <summary>Sorts each group of equal prefixes by the ranks of what follows the prefix.</summary>
    private List<(int Start, int Length)> Refine(List<(int Start, int Length)> groups, int prefix, int count)
    {
        var next = new List<(int, int)>();
        foreach ((int start, int length) in groups)
        {
            Span<int> order = _order.AsSpan(start, length);
            Span<uint> keys = _keys.AsSpan(start, length);
            for (int i = 0; i < order.Length; i++)
            {
                int behind = order[i] + prefix;
                keys[i] = (uint)_ranks[behind >= count ? behind - count : behind];
            }

            keys.Sort(order);
            Regroup(keys, start, next);
        }

        return next;
    }

    /// <summary>Ranks a sorted group: what has equal keys shares a rank and must be sorted further.</summary>
    private void Regroup(ReadOnlySpan<uint> keys, int start, List<(int Start, int Length)> groups)
    {
        for (int i = 0; i < keys.Length;)
        {
            int end = i + 1;
            while (end < keys.Length && keys[end] == keys[i])
            {
                end++;
            }

            for (int j = i; j < end; j++)
            {
                _ranks[_order[start + j]] = start + i;
            }

            if (end - i > 1)
            {
                groups.Add((start + i, end - i));
            }

            i = end;
        }
    }
}
