using System.Buffers.Binary;
using System.Numerics;

namespace Brine.Models;

/// <summary>MurmurHash3_x86_32, with which scikit-learn's hashers choose columns.</summary>
internal static class MurmurHash3
{
    internal static int Hash(ReadOnlySpan<byte> key, uint seed)
    {
        uint hash = seed;
        int whole = key.Length & ~3;
        for (int i = 0; i < whole; i += 4)
        {
            hash ^= Mix(BinaryPrimitives.ReadUInt32LittleEndian(key[i..]));
            hash = (BitOperations.RotateLeft(hash, 13) * 5) + 0xe6546b64;
        }

        uint tail = 0;
        for (int i = key.Length - 1; i >= whole; i--)
        {
            tail = (tail << 8) | key[i];
        }

        hash ^= whole < key.Length ? Mix(tail) : 0;
        hash ^= (uint)key.Length;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return (int)(hash ^ (hash >> 16));
    }

    /// <summary>The column that a hash names; the least int has no absolute value.</summary>
    internal static int Column(int hash, int columnCount) =>
        hash == int.MinValue ? (int.MaxValue - (columnCount - 1)) % columnCount : Math.Abs(hash) % columnCount;

    private static uint Mix(uint block) => BitOperations.RotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
}
