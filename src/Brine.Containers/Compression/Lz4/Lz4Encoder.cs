using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>Packs an LZ4 frame: independent blocks of 4 MiB, a checksum of the content. Levels from 3 on search chains of earlier
/// places.</summary>
internal sealed class Lz4Encoder : BlockEncoder
{
    private const int BlockSize = 4 << 20;
    private const int HashBits = 16;
    private const int MinMatch = 4;
    private const int MaxDistance = ushort.MaxValue;

    /// <summary>No match starts within the last twelve bytes of a block, and the last five are literals: the format wants it.</summary>
    internal const int LastMatch = 12;
    internal const int LastLiterals = 5;

    private readonly Lz4FastPacker? _fast;
    private readonly int[] _heads = [];
    private readonly ushort[] _chain = [];
    private readonly int _depth;
    private byte[] _packed = [];
    private XxHash32 _hash = new();
    private bool _hasHeader;

    internal Lz4Encoder(Stream target, int level)
        : base(target, BlockSize)
    {
        if (level < 3)
        {
            _fast = new Lz4FastPacker();
            return;
        }

        _depth = 1 << Math.Min(level - 1, 10);
        _heads = new int[1 << HashBits];
        _chain = new ushort[MaxDistance + 1];
    }

    protected override void EncodeBlock(ReadOnlySpan<byte> block, bool isLast)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            Span<byte> header = [0x04, 0x22, 0x4D, 0x18, 0x64, 0x70, 0];
            header[6] = (byte)(XxHash32.Of(header[4..6]) >> 8);
            Target.Write(header);
        }

        if (_packed.Length < 4 + Lz4FastPacker.MostPacked(block.Length))
        {
            _packed = GC.AllocateUninitializedArray<byte>(4 + Lz4FastPacker.MostPacked(block.Length));
        }

        if (!block.IsEmpty)
        {
            int length = _fast?.Pack(block, _packed.AsSpan(4)) ?? Pack(block, _packed.AsSpan(4));
            bool isStored = length >= block.Length;
            BinaryPrimitives.WriteUInt32LittleEndian(_packed, isStored ? (uint)block.Length | (1u << 31) : (uint)length);
            Target.Write(_packed.AsSpan(0, isStored ? 4 : 4 + length));
            if (isStored)
            {
                Target.Write(block);
            }
        }

        if (!isLast)
        {
            _hash.Append(block);
            return;
        }

        Span<byte> end = stackalloc byte[8];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end[4..], _hash.Finish(block));
        Target.Write(end);
    }

    private int Pack(ReadOnlySpan<byte> block, Span<byte> output)
    {
        int used = 0;
        int literalStart = 0;
        int end = block.Length - LastMatch;
        _heads.AsSpan().Fill(-1);
        int position = 0;
        int inserted = 0;
        while (position < end)
        {
            (int length, int source) = FindBest(block, position, ref inserted);
            if (length < MinMatch)
            {
                position++;
                continue;
            }

            while (position > literalStart && source > 0 && block[position - 1] == block[source - 1])
            {
                position--;
                source--;
                length++;
            }

            used += Emit(block[literalStart..position], position - source, length, output[used..]);
            position += length;
            literalStart = position;
        }

        return used + Emit(block[literalStart..], 0, 0, output[used..]);
    }

    private (int Length, int Source) FindBest(ReadOnlySpan<byte> block, int position, ref int inserted)
    {
        for (; inserted < position; inserted++)
        {
            Insert(block, inserted);
        }

        int best = 0;
        int bestSource = 0;
        int source = _heads[Hash(block, position)];
        for (int tries = _depth; tries > 0 && source >= 0 && position - source <= MaxDistance; tries--)
        {
            if (Read(block, source) == Read(block, position) && (best < MinMatch || block[source + best] == block[position + best]))
            {
                int length = Extend(block, source, position);
                if (length > best)
                {
                    (best, bestSource) = (length, source);
                    if (position + length >= block.Length - LastLiterals)
                    {
                        break;
                    }
                }
            }

            int step = _chain[source & MaxDistance];
            if (step == 0)
            {
                break;
            }

            source -= step;
        }

        return (best, bestSource);
    }

    private void Insert(ReadOnlySpan<byte> block, int position)
    {
        ref int head = ref _heads[Hash(block, position)];
        int step = head >= 0 ? position - head : 0;
        _chain[position & MaxDistance] = step <= MaxDistance ? (ushort)step : (ushort)0;
        head = position;
    }

    private static int Extend(ReadOnlySpan<byte> block, int source, int position) =>
        MinMatch + block[(position + MinMatch)..^LastLiterals].CommonPrefixLength(block[(source + MinMatch)..]);

    private static uint Read(ReadOnlySpan<byte> block, int position) => MemoryMarshal.Read<uint>(block[position..]);

    private static int Hash(ReadOnlySpan<byte> block, int position) => (int)((Read(block, position) * 2654435761u) >> (32 - HashBits));

    /// <summary>Writes literals and a match, or at the end literals alone.</summary>
    private static int Emit(ReadOnlySpan<byte> literals, int distance, int length, Span<byte> output)
    {
        int used = 1;
        int rest = length - MinMatch;
        output[0] = (byte)((Math.Min(literals.Length, 15) << 4) | Math.Clamp(rest, 0, 15));
        if (literals.Length >= 15)
        {
            used += EmitLength(literals.Length - 15, output[used..]);
        }

        literals.CopyTo(output[used..]);
        used += literals.Length;
        if (length == 0)
        {
            return used;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(output[used..], (ushort)distance);
        used += 2;
        return rest >= 15 ? used + EmitLength(rest - 15, output[used..]) : used;
    }

    private static int EmitLength(int length, Span<byte> output)
    {
        int used = length / 255;
        output[..used].Fill(255);
        output[used] = (byte)(length % 255);
        return used + 1;
    }
}
