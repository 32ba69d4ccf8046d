namespace Brine.Containers;

/// <summary>What the codes of lengths mean: a base and a number of further bits; and the probabilities that the format presumes.</summary>
internal static class ZstdCodes
{
    internal const int MaxLiteralLength = 35;
    internal const int MaxMatchLength = 52;
    internal const int MaxOffset = 31;
    internal const int LiteralLengthLog = 9;
    internal const int MatchLengthLog = 9;
    internal const int OffsetLog = 8;
    internal const int MaxBlock = 128 << 10;
    internal const int MinMatch = 3;

    internal static readonly int[] LiteralLengthBase = Bases(0, LiteralLengthBits);
    internal static readonly int[] MatchLengthBase = Bases(MinMatch, MatchLengthBits);

    /// <summary>The bases again, and the same for offsets, whose codes are their numbers of bits.</summary>
    internal static readonly uint[] LiteralLengthValues = Array.ConvertAll(LiteralLengthBase, value => (uint)value);
    internal static readonly uint[] MatchLengthValues = Array.ConvertAll(MatchLengthBase, value => (uint)value);
    internal static readonly uint[] OffsetValues = [.. Enumerable.Range(0, MaxOffset + 1).Select(bits => 1u << bits)];
    internal static readonly byte[] OffsetBits = [.. Enumerable.Range(0, MaxOffset + 1).Select(bits => (byte)bits)];

    internal static readonly FseTable DefaultLiteralLengths = Default(LiteralLengthCounts, 6, LiteralLengthValues, LiteralLengthBits);
    internal static readonly FseTable DefaultMatchLengths = Default(MatchLengthCounts, 6, MatchLengthValues, MatchLengthBits);
    internal static readonly FseTable DefaultOffsets = Default(OffsetCounts, 5, OffsetValues, OffsetBits);

    internal static ReadOnlySpan<byte> LiteralLengthBits =>
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    internal static ReadOnlySpan<byte> MatchLengthBits =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    ];

    internal static ReadOnlySpan<short> LiteralLengthCounts =>
        [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1];

    internal static ReadOnlySpan<short> MatchLengthCounts =>
    [
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
    ];

    internal static ReadOnlySpan<short> OffsetCounts =>
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1];

    /// <summary>Each code begins where the values of the one before end.</summary>
    private static int[] Bases(int first, ReadOnlySpan<byte> bits)
    {
        var bases = new int[bits.Length];
        for (int code = 0; code < bits.Length; code++)
        {
            bases[code] = first;
            first += 1 << bits[code];
        }

        return bases;
    }

    private static FseTable Default(ReadOnlySpan<short> counts, int log, ReadOnlySpan<uint> bases, ReadOnlySpan<byte> bits)
    {
        var table = new FseTable();
        table.Build(counts, log);
        table.SetValues(bases, bits);
        return table;
    }
}
