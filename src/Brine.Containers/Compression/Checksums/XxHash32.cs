using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>xxHash with 32 bits and seed 0, which LZ4 frames use.</summary>
internal struct XxHash32
{
    private const uint Prime1 = 2654435761;
    private const uint Prime2 = 2246822519;
    private const uint Prime3 = 3266489917;
    private const uint Prime4 = 668265263;
    private const uint Prime5 = 374761393;

    private uint _first = unchecked(Prime1 + Prime2);
    private uint _second = Prime2;
    private uint _third;
    private uint _fourth = unchecked(0 - Prime1);
    private uint _length;

    public XxHash32()
    {
    }

    internal static uint Of(ReadOnlySpan<byte> data) => new XxHash32().Finish(data);

    /// <summary>Takes in data that is followed by more: a multiple of 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Append(ReadOnlySpan<byte> data)
    {
        _length += (uint)data.Length;
        uint first = _first;
        uint second = _second;
        uint third = _third;
        uint fourth = _fourth;
        ref byte start = ref MemoryMarshal.GetReference(data);

        // Sixteen bytes are left wherever sixteen are read.
        for (nint i = 0; i <= data.Length - 16; i += 16)
        {
            first = Round(first, Read(ref start, i));
            second = Round(second, Read(ref start, i + 4));
            third = Round(third, Read(ref start, i + 8));
            fourth = Round(fourth, Read(ref start, i + 12));
        }

        (_first, _second, _third, _fourth) = (first, second, third, fourth);
    }

    /// <summary>Takes in the last of the data, and gives the hash.</summary>
    internal uint Finish(ReadOnlySpan<byte> data)
    {
        int whole = data.Length / 16 * 16;
        Append(data[..whole]);
        data = data[whole..];
        uint hash = Prime5;
        if (_length > 0)
        {
            hash = BitOperations.RotateLeft(_first, 1) + BitOperations.RotateLeft(_second, 7) + BitOperations.RotateLeft(_third, 12)
                + BitOperations.RotateLeft(_fourth, 18);
        }

        hash += _length + (uint)data.Length;
        for (; data.Length >= 4; data = data[4..])
        {
            hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime3), 17) * Prime4;
        }

        foreach (byte value in data)
        {
            hash = BitOperations.RotateLeft(hash + (value * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return hash ^ (hash >> 16);
    }

    private static uint Read(ref byte start, nint at)
    {
        uint value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, at));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    private static uint Round(uint lane, uint value) => BitOperations.RotateLeft(lane + (value * Prime2), 13) * Prime1;
}
