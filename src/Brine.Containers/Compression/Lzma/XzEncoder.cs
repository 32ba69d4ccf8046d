using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Packs xz: blocks of twice the dictionary, each of its own, so that they can be unpacked on all processors; checked by
/// CRC-64.</summary>
internal sealed class XzEncoder : BlockEncoder
{
    private const int PackedChunk = 1 << 16;
    private const int PlainChunk = 1 << 16;
    private const int LargestChunk = (1 << 21) - LzmaModel.MaxMatch;

    /// <summary>A chunk ends here, so that one more symbol and the end of the range coder still fit.</summary>
    private const int ChunkStop = PackedChunk - 64;

    private readonly LzmaEncoder _encoder;
    private readonly LzmaPreset _preset;
    private readonly List<(long Packed, long Size)> _blocks = [];
    private bool _hasHeader;

    internal XzEncoder(Stream target, int level)
        : base(target, 2 * LzmaPreset.Of(level).Dictionary)
    {
        _preset = LzmaPreset.Of(level);
        _encoder = new LzmaEncoder(_preset);
    }

    private static ReadOnlySpan<byte> Flags => [0, XzCheck.Crc64Id];

    protected override void EncodeBlock(ReadOnlySpan<byte> block, bool isLast)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            Target.Write(XzDecoder.Magic);
            WriteChecked(Flags);
        }

        if (!block.IsEmpty)
        {
            EncodeBlock(block);
        }

        if (isLast)
        {
            WriteEnd();
        }
    }

    private void EncodeBlock(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> header = [2, 0, 0x21, 1, _preset.DictionaryCode, 0, 0, 0];
        WriteChecked(header);
        long packed = header.Length + 4;
        _encoder.Reset();
        int position = 0;
        bool needsState = true;
        bool hasProperties = false;
        while (position < block.Length)
        {
            _encoder.Output.Start();
            int end = _encoder.Encode(block, position, 0, Math.Min(block.Length, position + LargestChunk), ChunkStop - 5);
            _encoder.Output.Finish();
            ReadOnlySpan<byte> chunk = _encoder.Output.Written;
            if (chunk.Length < end - position)
            {
                int control = 0x80 | (!hasProperties ? position == 0 ? 0x60 : 0x40 : needsState ? 0x20 : 0) | ((end - position - 1) >> 16);
                Span<byte> start = [(byte)control, 0, 0, 0, 0, LzmaPreset.Properties.ToByte()];
                BinaryPrimitives.WriteUInt16BigEndian(start[1..], (ushort)(end - position - 1));
                BinaryPrimitives.WriteUInt16BigEndian(start[3..], (ushort)(chunk.Length - 1));
                start = hasProperties ? start[..5] : start;
                Target.Write(start);
                Target.Write(chunk);
                packed += start.Length + chunk.Length;
                (needsState, hasProperties, position) = (false, true, end);
                continue;
            }

            // What does not pack stands as it is; the next packed chunk begins anew.
            while (position < end)
            {
                int length = Math.Min(end - position, PlainChunk);
                Span<byte> start = [(byte)(position == 0 ? 1 : 2), 0, 0];
                BinaryPrimitives.WriteUInt16BigEndian(start[1..], (ushort)(length - 1));
                Target.Write(start);
                Target.Write(block.Slice(position, length));
                position += length;
                packed += 3 + length;
            }

            _encoder.ResetState();
            needsState = true;
        }

        packed++;
        Span<byte> tail = stackalloc byte[1 + 3 + 8];
        tail.Clear();
        int padding = (int)(-packed & 3);
        BinaryPrimitives.WriteUInt64LittleEndian(tail[(1 + padding)..], Crc64.Of(block));
        Target.Write(tail[..(1 + padding + 8)]);
        _blocks.Add((packed + 8, block.Length));
    }

    private void WriteEnd()
    {
        List<byte> index = [0];
        XzInteger.Write(index, (ulong)_blocks.Count);
        foreach ((long packed, long size) in _blocks)
        {
            XzInteger.Write(index, (ulong)packed);
            XzInteger.Write(index, (ulong)size);
        }

        while (index.Count % 4 != 0)
        {
            index.Add(0);
        }

        WriteChecked([.. index]);
        Span<byte> footer = stackalloc byte[6];
        BinaryPrimitives.WriteInt32LittleEndian(footer, index.Count / 4);
        Flags.CopyTo(footer[4..]);
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32.Of(footer));
        Target.Write(checksum);
        Target.Write(footer);
        Target.Write("YZ"u8);
    }

    private void WriteChecked(ReadOnlySpan<byte> data)
    {
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32.Of(data));
        Target.Write(data);
        Target.Write(checksum);
    }
}
