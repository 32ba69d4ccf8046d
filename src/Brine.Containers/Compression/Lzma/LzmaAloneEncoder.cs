using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Packs .lzma as Python and xz do: the length is not known, a marker ends the data.</summary>
internal sealed class LzmaAloneEncoder : BlockEncoder
{
    private readonly LzmaEncoder _encoder;
    private readonly byte[] _window;
    private readonly int _dictionary;
    private int _end;
    private int _written;
    private bool _hasHeader;

    internal LzmaAloneEncoder(Stream target, int level)
        : base(target, LzmaPreset.Of(level).Dictionary)
    {
        LzmaPreset preset = LzmaPreset.Of(level);
        _encoder = new LzmaEncoder(preset);
        _encoder.Output.Start();
        _dictionary = preset.Dictionary;
        _window = new byte[2 * _dictionary];
    }

    protected override void EncodeBlock(ReadOnlySpan<byte> block, bool isLast)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            Span<byte> header = stackalloc byte[13];
            header.Fill(0xFF);
            header[0] = LzmaPreset.Properties.ToByte();
            BinaryPrimitives.WriteInt32LittleEndian(header[1..], _dictionary);
            Target.Write(header);
        }

        if (_end == _window.Length)
        {
            // The half before is what matches may refer to.
            _window.AsSpan(_dictionary).CopyTo(_window);
            _encoder.Move(_dictionary);
            _end = _dictionary;
        }

        block.CopyTo(_window.AsSpan(_end));
        int position = _end;
        _end += block.Length;
        int origin = position - _written;
        while (position < _end)
        {
            position = _encoder.Encode(_window.AsSpan(0, _end), position, origin, _end, 1 << 15);
            Target.Write(_encoder.Output.Written);
            _encoder.Output.Drop();
        }

        _written += block.Length;
        if (isLast)
        {
            _encoder.EncodeMarker(_end - origin);
            _encoder.Output.Finish();
            Target.Write(_encoder.Output.Written);
        }
    }
}
