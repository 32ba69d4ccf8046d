using System.Buffers.Binary;
using System.Numerics;

namespace Brine.Containers;

/// <summary>xxHash with 64 bits and seed 0, whose low half Zstandard keeps.</summary>
internal struct XxHash64
{
    private const ulong Prime1 = 11400714785074694791;
    private const ulong Prime2 = 14029467366897019727;
    private const ulong Prime3 = 1609587929392839161;
    private const ulong Prime4 = 9650029242287828579;
    private const ulong Prime5 = 2870177450012600261;

    private ulong _first = unchecked(Prime1 + Prime2);
    private ulong _second = Prime2;
    private ulong _third;
    private ulong _fourth = unchecked(0 - Prime1);
    private ulong _length;

    public XxHash64()
    {
    }

    internal static ulong Of(ReadOnlySpan<byte> data) => new XxHash64().Finish(data);

    /// <summary>Takes in data that is followed by more: a multiple of 32 bytes.</summary>
    internal void Append(ReadOnlySpan<byte> data)
    {
        _length += (ulong)data.Length;
        ulong first = _first;
        ulong second = _second;
        ulong third = _third;
        ulong fourth = _fourth;
        for (; data.Length >= 32; data = data[32..])
        {
            first = Round(first, BinaryPrimitives.ReadUInt64LittleEndian(data));
            second = Round(second, BinaryPrimitives.ReadUInt64LittleEndian(data[8..]));
            third = Round(third, BinaryPrimitives.ReadUInt64LittleEndian(data[16..]));
            fourth = Round(fourth, BinaryPrimitives.ReadUInt64LittleEndian(data[24..]));
        }

        (_first, _second, _third, _fourth) = (first, second, third, fourth);
    }

    /// <summary>Takes in the last of the data, and gives the hash.</summary>
    internal ulong Finish(ReadOnlySpan<byte> data)
    {
        int whole = data.Length / 32 * 32;
        Append(data[..whole]);
        data = data[whole..];
        ulong hash = Prime5;
        if (_length > 0)
        {
            hash = BitOperations.RotateLeft(_first, 1) + BitOperations.RotateLeft(_second, 7) + BitOperations.RotateLeft(_third, 12)
                + BitOperations.RotateLeft(_fourth, 18);
            hash = Merge(Merge(Merge(Merge(hash, _first), _second), _third), _fourth);
        }

        hash += _length + (ulong)data.Length;
        for (; data.Length >= 8; data = data[8..])
        {
            hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(data)), 27) * Prime1) + Prime4;
        }

        if (data.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime1), 23) * Prime2) + Prime3;
            data = data[4..];
        }

        foreach (byte value in data)
        {
            hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong lane, ulong value) => BitOperations.RotateLeft(lane + (value * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;
}
