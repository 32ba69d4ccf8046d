using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>
/// Sorts the rotations of a block, by prefixes that double in length: however often the block repeats itself, the work stays near n log n.
/// </summary>
internal sealed class BlockSorter
{
    /// <summary>Two bytes by counting, four more by comparing.</summary>
    private const int FirstPrefix = 6;
    private const int FewItems = 20;

    private readonly int[] _starts = new int[(1 << 16) + 1];
    private readonly List<(int Start, int Length)>[] _groups = [[], []];
    private byte[] _text = [];
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
            (_order, _ranks, _keys, _text) = (new int[count], new int[count], new uint[count], new byte[count + FirstPrefix]);
        }

        // The block goes on with its own start, so that no prefix needs to be taken apart.
        block.CopyTo(_text);
        for (int i = 0; i < FirstPrefix; i++)
        {
            _text[count + i] = _text[i];
        }

        Span<int> order = _order.AsSpan(0, count);
        List<(int Start, int Length)> groups = SortFirst(count);
        for (int prefix = FirstPrefix; prefix < count && groups.Count > 0; prefix *= 2)
        {
            groups = Refine(groups, prefix, count);
        }

        int origin = 0;
        for (int i = 0; i < order.Length; i++)
        {
            int start = order[i];
            origin = start == 0 ? i : origin;
            last[i] = block[start == 0 ? count - 1 : start - 1];
        }

        return origin;
    }

    /// <summary>Sorts by the first six bytes.</summary>
    private List<(int Start, int Length)> SortFirst(int count)
    {
        ReadOnlySpan<byte> text = _text.AsSpan(0, count + FirstPrefix);
        Span<int> starts = _starts;
        starts.Clear();
        for (int i = 0; i < count; i++)
        {
            starts[BinaryPrimitives.ReadUInt16BigEndian(text[i..]) + 1]++;
        }

        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        Span<int> order = _order;
        for (int i = 0; i < count; i++)
        {
            order[starts[BinaryPrimitives.ReadUInt16BigEndian(text[i..])]++] = i;
        }

        // Each start is now where the next bucket begins.
        List<(int, int)> groups = _groups[0];
        groups.Clear();
        for (int bucket = 0, start = 0; bucket < 1 << 16; bucket++)
        {
            int length = starts[bucket] - start;
            if (length > 0)
            {
                Span<uint> keys = _keys.AsSpan(start, length);
                Span<int> items = _order.AsSpan(start, length);
                for (int i = 0; i < items.Length; i++)
                {
                    keys[i] = BinaryPrimitives.ReadUInt32BigEndian(text[(items[i] + 2)..]);
                }

                SortByKeys(keys, items);
                Regroup(keys, start, groups);
                start += length;
            }
        }

        return groups;
    }

    /// <summary>Sorts each group of equal prefixes by the ranks of what follows the prefix.</summary>
    private List<(int Start, int Length)> Refine(List<(int Start, int Length)> groups, int prefix, int count)
    {
        List<(int, int)> next = groups == _groups[0] ? _groups[1] : _groups[0];
        next.Clear();
        foreach ((int start, int length) in groups)
        {
            Span<int> order = _order.AsSpan(start, length);
            Span<uint> keys = _keys.AsSpan(start, length);
            for (int i = 0; i < order.Length; i++)
            {
                int behind = order[i] + prefix;
                keys[i] = (uint)_ranks[behind >= count ? behind - count : behind];
            }

            SortByKeys(keys, order);
            Regroup(keys, start, next);
        }

        return next;
    }

    private static void SortByKeys(Span<uint> keys, Span<int> items)
    {
        if (keys.Length > FewItems)
        {
            keys.Sort(items);
            return;
        }

        for (int i = 1; i < keys.Length; i++)
        {
            uint key = keys[i];
            int item = items[i];
            int at = i;
            for (; at > 0 && keys[at - 1] > key; at--)
            {
                keys[at] = keys[at - 1];
                items[at] = items[at - 1];
            }

            keys[at] = key;
            items[at] = item;
        }
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
