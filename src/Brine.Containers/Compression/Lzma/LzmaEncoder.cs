using static Brine.Containers.LzmaModel;

namespace Brine.Containers;

/// <summary>Chooses and encodes the symbols of LZMA.</summary>
internal sealed class LzmaEncoder
{
    private readonly ushort[] _model;
    private readonly MatchFinder _finder;
    private readonly LzmaProperties _properties = LzmaPreset.Properties;
    private readonly int _dictionary;
    private readonly int _nice;
    private readonly int[] _repeats = new int[4];
    private int _state;
    private (int Length, int Distance) _ahead;
    private int _aheadPosition;

    internal LzmaEncoder(LzmaPreset preset)
    {
        _dictionary = preset.Dictionary;
        _nice = preset.Nice;
        _finder = new MatchFinder(preset.Dictionary, preset.Depth, preset.Nice);
        _model = new ushort[Size(_properties)];
        Reset();
    }

    internal LzmaRangeEncoder Output { get; } = new();

    /// <summary>Forgets the data before.</summary>
    internal void Reset()
    {
        _finder.Reset();
        _aheadPosition = -1;
        ResetState();
    }

    internal void ResetState()
    {
        _model.AsSpan().Fill(EvenChance);
        Array.Clear(_repeats);
        _state = 0;
    }

    /// <summary>Says that the buffer was moved down by a multiple of the dictionary.</summary>
    internal void Move(int bytes)
    {
        _finder.Move(bytes);
        _aheadPosition = -1;
    }

    /// <summary>Encodes the buffer from a position on, until the output or the input has a length.</summary>
    /// <param name="buffer">The data, and what went before it.</param>
    /// <param name="position">Where to begin.</param>
    /// <param name="origin">Where in the buffer the data began, which may be before the buffer.</param>
    /// <param name="stop">Where no further symbol may begin.</param>
    /// <param name="outputStop">How much output is enough.</param>
    /// <returns>How far it came.</returns>
    internal int Encode(ReadOnlySpan<byte> buffer, int position, int origin, int stop, int outputStop)
    {
        while (position < stop && Output.Count < outputStop)
        {
            position += EncodeSymbol(buffer, position, position - origin);
        }

        return position;
    }

    /// <summary>The marker behind the last symbol, where the length is not known beforehand.</summary>
    internal void EncodeMarker(int written)
    {
        int positionState = written & 3;
        Output.Bit(ref _model[IsMatch + (_state << 4) + positionState], 1);
        Output.Bit(ref _model[IsRepeat + _state], 0);
        EncodeLength(MatchLength, MinMatch, positionState);
        Output.Tree(_model.AsSpan(PositionSlot), 6, 63);
        Output.Direct((1u << 26) - 1, 26);
        Output.ReverseTree(_model.AsSpan(Align), 4, 15);
    }

    private int EncodeSymbol(ReadOnlySpan<byte> buffer, int position, int written)
    {
        int most = Math.Min(buffer.Length - position, MaxMatch);
        int repeat = 0;
        int repeatLength = 0;
        for (int i = 0; i < 4; i++)
        {
            int length = RepeatedLength(buffer, position, most, i);
            (repeat, repeatLength) = length > repeatLength ? (i, length) : (repeat, repeatLength);
        }

        if (repeatLength >= _nice)
        {
            return EncodeRepeat(repeat, repeatLength, written & 3);
        }

        (int matchLength, int distance) = FindAt(buffer, position, most);
        if (matchLength < _nice)
        {
            if (repeatLength >= MinMatch
                && (repeatLength + 1 >= matchLength || (repeatLength + 2 >= matchLength && distance >= 512)
                    || (repeatLength + 3 >= matchLength && distance >= 1 << 15)))
            {
                return EncodeRepeat(repeat, repeatLength, written & 3);
            }

            if (matchLength < 3 || most <= 3 || IsBetterLater(buffer, position + 1, matchLength, distance))
            {
                return EncodeLiteral(buffer, position, written);
            }
        }

        EncodeMatch(matchLength, distance - 1, written & 3);
        return matchLength;
    }

    private (int Length, int Distance) FindAt(ReadOnlySpan<byte> buffer, int position, int most)
    {
        if (_aheadPosition != position)
        {
            _ahead = _finder.Find(buffer, position, most);
            _aheadPosition = position;
        }

        return _ahead.Length <= most ? _ahead : (most, _ahead.Distance);
    }

    /// <summary>A literal first, where what follows it matches longer, or as long and nearer, or by a repeated distance.</summary>
    private bool IsBetterLater(ReadOnlySpan<byte> buffer, int position, int length, int distance)
    {
        int most = Math.Min(buffer.Length - position, MaxMatch);
        if (most < MinMatch)
        {
            return false;
        }

        for (int i = 0; i < 4; i++)
        {
            if (RepeatedLength(buffer, position, most, i) >= Math.Max(length - 1, 2))
            {
                return true;
            }
        }

        (int nextLength, int nextDistance) = FindAt(buffer, position, most);
        return (nextLength >= length && nextDistance < distance) || (nextLength == length + 1 && nextDistance >> 7 <= distance)
            || nextLength > length + 1
            || (nextLength + 1 >= length && length >= 3 && distance >> 7 > nextDistance);
    }

    private int RepeatedLength(ReadOnlySpan<byte> buffer, int position, int most, int index)
    {
        int source = position - _repeats[index] - 1;
        return source >= 0 && _repeats[index] < _dictionary ? buffer[source..].CommonPrefixLength(buffer.Slice(position, most)) : 0;
    }

    private int EncodeLiteral(ReadOnlySpan<byte> buffer, int position, int written)
    {
        int positionState = written & 3;
        byte value = buffer[position];
        int source = position - _repeats[0] - 1;
        if (written > _repeats[0] && source >= 0 && buffer[source] == value)
        {
            Output.Bit(ref _model[IsMatch + (_state << 4) + positionState], 1);
            Output.Bit(ref _model[IsRepeat + _state], 1);
            Output.Bit(ref _model[IsRepeat0 + _state], 0);
            Output.Bit(ref _model[IsRepeat0Long + (_state << 4) + positionState], 0);
            _state = AfterShortRepeat(_state);
            return 1;
        }

        Output.Bit(ref _model[IsMatch + (_state << 4) + positionState], 0);
        int previous = written > 0 ? buffer[position - 1] : 0;
        Span<ushort> literal = _model.AsSpan(Literal + (LiteralSize * (previous >> (8 - _properties.LiteralContextBits))), LiteralSize);
        if (_state < 7)
        {
            Output.Tree(literal, 8, value);
        }
        else
        {
            int matched = buffer[source];
            int offset = 0x100;
            int node = 1;
            for (int i = 7; i >= 0; i--)
            {
                matched <<= 1;
                uint bit = (uint)(value >> i) & 1;
                int expected = matched & offset;
                Output.Bit(ref literal[offset + expected + node], bit);
                node = (node << 1) | (int)bit;
                offset &= bit != 0 ? expected : ~expected;
            }
        }

        _state = AfterLiteral(_state);
        return 1;
    }

    private int EncodeRepeat(int index, int length, int positionState)
    {
        Output.Bit(ref _model[IsMatch + (_state << 4) + positionState], 1);
        Output.Bit(ref _model[IsRepeat + _state], 1);
        Output.Bit(ref _model[IsRepeat0 + _state], index == 0 ? 0u : 1);
        if (index == 0)
        {
            Output.Bit(ref _model[IsRepeat0Long + (_state << 4) + positionState], 1);
        }
        else
        {
            Output.Bit(ref _model[IsRepeat1 + _state], index == 1 ? 0u : 1);
            if (index > 1)
            {
                Output.Bit(ref _model[IsRepeat2 + _state], (uint)index - 2);
            }

            int distance = _repeats[index];
            _repeats.AsSpan(0, index).CopyTo(_repeats.AsSpan(1));
            _repeats[0] = distance;
        }

        EncodeLength(RepeatLength, length, positionState);
        _state = AfterRepeat(_state);
        return length;
    }

    private void EncodeMatch(int length, int distance, int positionState)
    {
        Output.Bit(ref _model[IsMatch + (_state << 4) + positionState], 1);
        Output.Bit(ref _model[IsRepeat + _state], 0);
        EncodeLength(MatchLength, length, positionState);
        int slot = distance < 4 ? distance : (int.Log2(distance) << 1) | ((distance >> (int.Log2(distance) - 1)) & 1);
        Output.Tree(_model.AsSpan(PositionSlot + (Math.Min(length - MinMatch, LengthStates - 1) << 6)), 6, slot);
        if (slot >= 4)
        {
            int bits = (slot >> 1) - 1;
            int start = (2 | (slot & 1)) << bits;
            if (slot < EndPositionSlot)
            {
                Output.ReverseTree(_model.AsSpan(Position + start - slot), bits, distance - start);
            }
            else
            {
                Output.Direct((uint)(distance - start) >> 4, bits - 4);
                Output.ReverseTree(_model.AsSpan(Align), 4, distance & 15);
            }
        }

        _repeats.AsSpan(0, 3).CopyTo(_repeats.AsSpan(1));
        _repeats[0] = distance;
        _state = AfterMatch(_state);
    }

    private void EncodeLength(int coder, int length, int positionState)
    {
        length -= MinMatch;
        Output.Bit(ref _model[coder + LengthChoice], length < 8 ? 0u : 1);
        if (length < 8)
        {
            Output.Tree(_model.AsSpan(coder + LengthLow + (positionState << 3)), 3, length);
            return;
        }

        Output.Bit(ref _model[coder + LengthChoice2], length < 16 ? 0u : 1);
        if (length < 16)
        {
            Output.Tree(_model.AsSpan(coder + LengthMiddle + (positionState << 3)), 3, length - 8);
        }
        else
        {
            Output.Tree(_model.AsSpan(coder + LengthHigh), 8, length - 16);
        }
    }
}
