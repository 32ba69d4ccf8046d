using System.Numerics;

namespace Brine.Containers;

/// <summary>Packs bzip2, its blocks on all processors; they are written in their order.</summary>
internal sealed class Bzip2Encoder : BlockEncoder
{
    /// <summary>So much is taken in at once: runs make it fewer blocks, and each but the last is full.</summary>
    private const int Blocks = 4;

    private static readonly int Threads = Math.Min(Environment.ProcessorCount, 16);

    private readonly BigEndianBitWriter _bits;
    private readonly Queue<(Task Task, Bzip2BlockEncoder Block)> _running = new();
    private readonly Stack<Bzip2BlockEncoder> _free = new();
    private readonly int _level;
    private uint _combined;
    private bool _hasHeader;

    internal Bzip2Encoder(Stream target, int level)
        : base(target, Blocks * ((level * 100_000) - 64))
    {
        _bits = new BigEndianBitWriter(target);
        _level = level;
    }

    protected override void EncodeBlock(ReadOnlySpan<byte> block, bool isLast)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            _bits.Write(0x425A6800 + '0' + (uint)_level, 32);
        }

        while (!block.IsEmpty)
        {
            if (_running.Count == Threads)
            {
                WriteFirst();
            }

            Bzip2BlockEncoder encoder = _free.TryPop(out Bzip2BlockEncoder? free) ? free : new Bzip2BlockEncoder((_level * 100_000) - 19);
            block = block[encoder.Take(block)..];
            _running.Enqueue((Threads > 1 && (_running.Count > 0 || !block.IsEmpty) ? Task.Run(encoder.Encode) : EncodeNow(encoder),
                encoder));
        }

        if (isLast)
        {
            while (_running.Count > 0)
            {
                WriteFirst();
            }

            _bits.WriteLong(Bzip2Decoder.EndMagic);
            _bits.Write(_combined, 32);
            _bits.Finish();
        }
    }

    /// <summary>A block that is alone needs no thread of its own.</summary>
    private static Task EncodeNow(Bzip2BlockEncoder encoder)
    {
        encoder.Encode();
        return Task.CompletedTask;
    }

    private void WriteFirst()
    {
        (Task task, Bzip2BlockEncoder block) = _running.Dequeue();
        task.GetAwaiter().GetResult();
        _combined = BitOperations.RotateLeft(_combined, 1) ^ block.Checksum;
        _bits.Append(block.Bits);
        _free.Push(block);
    }
}
