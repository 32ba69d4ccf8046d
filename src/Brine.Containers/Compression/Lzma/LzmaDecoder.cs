using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Brine.Containers.LzmaModel;

namespace Brine.Containers;

/// <summary>Decodes the symbols of LZMA. The output array is the dictionary; whoever calls says how far to go.</summary>
internal sealed class LzmaDecoder
{
    /// <summary>No symbol takes more bytes than this.</summary>
    internal const int MaxSymbolBytes = 32;

    private const int Wide = 16;

    private ushort[] _probabilities = [];
    private LzmaProperties _properties;
    private int _state;
    private uint _repeat0;
    private uint _repeat1;
    private uint _repeat2;
    private uint _repeat3;
    private uint _range;
    private uint _code;

    /// <summary>True behind the marker that ends a stream of unknown length.</summary>
    internal bool IsAtMarker { get; private set; }

    /// <summary>True when nothing but zeros is left in the range coder, as at the end of what an encoder finished.</summary>
    internal bool IsFinished => _code == 0;

    /// <summary>Where the next byte of input stands.</summary>
    internal int InputPosition { get; set; }

    internal void SetProperties(LzmaProperties properties)
    {
        _properties = properties;
        if (_probabilities.Length < Size(properties))
        {
            _probabilities = new ushort[Size(properties)];
        }

        ResetState();
    }

    internal void ResetState()
    {
        _probabilities.AsSpan().Fill(EvenChance);
        _state = 0;
        _repeat0 = _repeat1 = _repeat2 = _repeat3 = 0;
    }

    /// <summary>Starts the range coder: a zero and four bytes.</summary>
    internal void StartRange(ReadOnlySpan<byte> input)
    {
        if (input.Length - InputPosition < 5)
        {
            throw new InvalidDataException("it ends too early");
        }

        if (input[InputPosition] != 0)
        {
            throw new InvalidDataException("the LZMA data does not start with a zero");
        }

        _code = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(input[(InputPosition + 1)..]);
        _range = uint.MaxValue;
        InputPosition += 5;
        IsAtMarker = false;
    }

    /// <summary>Decodes symbols until the output reaches a length, the input a position, or the end marker comes.</summary>
    /// <param name="input">The packed bytes; <see cref="MaxSymbolBytes"/> must follow <paramref name="inputStop"/>.</param>
    /// <param name="inputStop">The last position of the input at which a symbol may start.</param>
    /// <param name="output">What is written.</param>
    /// <param name="dictionaryStart">The first byte that a match may refer to.</param>
    /// <param name="position">Where to write.</param>
    /// <param name="outputStop">Where to stop; the last match may go beyond it.</param>
    /// <param name="outputEnd">What nothing is written behind.</param>
    /// <param name="dictionarySize">How far back a match may refer.</param>
    /// <returns>How far the output reaches.</returns>
    internal int Decode(ReadOnlySpan<byte> input, int inputStop, byte[] output, int dictionaryStart, int position, int outputStop,
        int outputEnd, uint dictionarySize)
    {
        if (inputStop > input.Length - MaxSymbolBytes || outputStop > outputEnd || outputEnd > output.Length || dictionaryStart < 0
            || position < dictionaryStart)
        {
            throw new ArgumentOutOfRangeException(nameof(input));
        }

        ref byte next = ref MemoryMarshal.GetReference(input);
        ref byte target = ref MemoryMarshal.GetArrayDataReference(output);
        ref ushort model = ref MemoryMarshal.GetArrayDataReference(_probabilities);
        nint inputPosition = InputPosition;
        uint range = _range;
        uint code = _code;
        int state = _state;
        uint repeat0 = _repeat0;
        uint repeat1 = _repeat1;
        uint repeat2 = _repeat2;
        uint repeat3 = _repeat3;
        int positionMask = (1 << _properties.PositionBits) - 1;
        int literalMask = (1 << _properties.LiteralPositionBits) - 1;
        int contextBits = _properties.LiteralContextBits;
        while (position < outputStop && inputPosition <= inputStop)
        {
            int written = position - dictionaryStart;
            int positionState = written & positionMask;
            if (Bit(ref Unsafe.Add(ref model, IsMatch + (state << 4) + positionState), ref range, ref code, ref next, ref inputPosition)
                == 0)
            {
                int previous = written > 0 ? Unsafe.Add(ref target, position - 1) : 0;
                int context = ((written & literalMask) << contextBits) + (previous >> (8 - contextBits));
                ref ushort literal = ref Unsafe.Add(ref model, Literal + (LiteralSize * context));
                int symbol = 1;
                if (state >= 7)
                {
                    int matched = (uint)written > repeat0 ? Unsafe.Add(ref target, position - (nint)repeat0 - 1) : throw NotThere();
                    int offset = 0x100;
                    do
                    {
                        matched <<= 1;
                        int bit = matched & offset;
                        int decoded = (int)Bit(ref Unsafe.Add(ref literal, offset + bit + symbol), ref range, ref code, ref next,
                            ref inputPosition);
                        symbol = (symbol << 1) | decoded;
                        offset &= decoded != 0 ? bit : ~bit;
                    }
                    while (symbol < 0x100);
                }
                else
                {
                    do
                    {
                        symbol = (symbol << 1)
                            | (int)Bit(ref Unsafe.Add(ref literal, symbol), ref range, ref code, ref next, ref inputPosition);
                    }
                    while (symbol < 0x100);
                }

                Unsafe.Add(ref target, position++) = (byte)symbol;
                state = AfterLiteral(state);
                continue;
            }

            int length;
            if (Bit(ref Unsafe.Add(ref model, IsRepeat + state), ref range, ref code, ref next, ref inputPosition) != 0)
            {
                if (Bit(ref Unsafe.Add(ref model, IsRepeat0 + state), ref range, ref code, ref next, ref inputPosition) == 0)
                {
                    if (Bit(ref Unsafe.Add(ref model, IsRepeat0Long + (state << 4) + positionState), ref range, ref code, ref next,
                        ref inputPosition) == 0)
                    {
                        if ((uint)written <= repeat0)
                        {
                            throw NotThere();
                        }

                        Unsafe.Add(ref target, position) = Unsafe.Add(ref target, position - (nint)repeat0 - 1);
                        position++;
                        state = AfterShortRepeat(state);
                        continue;
                    }
                }
                else if (Bit(ref Unsafe.Add(ref model, IsRepeat1 + state), ref range, ref code, ref next, ref inputPosition) == 0)
                {
                    (repeat0, repeat1) = (repeat1, repeat0);
                }
                else if (Bit(ref Unsafe.Add(ref model, IsRepeat2 + state), ref range, ref code, ref next, ref inputPosition) == 0)
                {
                    (repeat0, repeat1, repeat2) = (repeat2, repeat0, repeat1);
                }
                else
                {
                    (repeat0, repeat1, repeat2, repeat3) = (repeat3, repeat0, repeat1, repeat2);
                }

                length = Length(ref Unsafe.Add(ref model, RepeatLength), positionState, ref range, ref code, ref next, ref inputPosition);
                state = AfterRepeat(state);
            }
            else
            {
                (repeat1, repeat2, repeat3) = (repeat0, repeat1, repeat2);
                length = Length(ref Unsafe.Add(ref model, MatchLength), positionState, ref range, ref code, ref next, ref inputPosition);
                state = AfterMatch(state);
                int slot = Tree(ref Unsafe.Add(ref model, PositionSlot + (Math.Min(length - MinMatch, LengthStates - 1) << 6)), 6,
                    ref range, ref code, ref next, ref inputPosition);
                repeat0 = (uint)slot;
                if (slot >= 4)
                {
                    repeat0 = Distance(ref model, slot, ref range, ref code, ref next, ref inputPosition);
                    if (repeat0 == uint.MaxValue)
                    {
                        IsAtMarker = true;
                        Normalize(ref range, ref code, ref next, ref inputPosition);
                        break;
                    }
                }
            }

            if ((uint)written <= repeat0 || repeat0 >= dictionarySize)
            {
                throw NotThere();
            }

            nint distance = (nint)repeat0 + 1;
            nint to = position;
            position += length;
            if (position > outputEnd - Wide)
            {
                if (position > outputEnd)
                {
                    throw new InvalidDataException("it is longer than it says");
                }

                for (; to < position; to++)
                {
                    Unsafe.Add(ref target, to) = Unsafe.Add(ref target, to - distance);
                }
            }
            else if (distance >= Wide)
            {
                nint from = to - distance;
                do
                {
                    Vector128.LoadUnsafe(ref target, (nuint)from).StoreUnsafe(ref target, (nuint)to);
                    from += Wide;
                    to += Wide;
                }
                while (to < position);
            }
            else
            {
                NearCopy.Copy(ref target, to, distance, length);
            }
        }

        InputPosition = (int)inputPosition;
        _range = range;
        _code = code;
        _state = state;
        (_repeat0, _repeat1, _repeat2, _repeat3) = (repeat0, repeat1, repeat2, repeat3);
        return position;
    }

    /// <summary>Brings the range coder to where the encoder left it, at the end of a chunk.</summary>
    internal void NormalizeAtEnd(ReadOnlySpan<byte> input)
    {
        if (_range < TopValue)
        {
            if (InputPosition >= input.Length)
            {
                throw new InvalidDataException("it ends too early");
            }

            _range <<= 8;
            _code = (_code << 8) | input[InputPosition++];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize(ref uint range, ref uint code, ref byte next, ref nint position)
    {
        if (range < TopValue)
        {
            range <<= 8;
            code = (code << 8) | Unsafe.Add(ref next, position);
            position++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bit(ref ushort probability, ref uint range, ref uint code, ref byte next, ref nint position)
    {
        Normalize(ref range, ref code, ref next, ref position);
        uint chance = probability;
        uint bound = (range >> ProbabilityBits) * chance;
        if (code < bound)
        {
            range = bound;
            probability = (ushort)(chance + (((1 << ProbabilityBits) - chance) >> AdaptationShift));
            return 0;
        }

        range -= bound;
        code -= bound;
        probability = (ushort)(chance - (chance >> AdaptationShift));
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Tree(ref ushort tree, int bits, ref uint range, ref uint code, ref byte next, ref nint position)
    {
        int symbol = 1;
        int end = 1 << bits;
        do
        {
            symbol = (symbol << 1) | (int)Bit(ref Unsafe.Add(ref tree, symbol), ref range, ref code, ref next, ref position);
        }
        while (symbol < end);
        return symbol - end;
    }

    private static int Length(ref ushort coder, int positionState, ref uint range, ref uint code, ref byte next, ref nint position)
    {
        uint localRange = range;
        uint localCode = code;
        nint localPosition = position;
        int length;
        if (Bit(ref Unsafe.Add(ref coder, LengthChoice), ref localRange, ref localCode, ref next, ref localPosition) == 0)
        {
            length = MinMatch
                + Tree(ref Unsafe.Add(ref coder, LengthLow + (positionState << 3)), 3, ref localRange, ref localCode, ref next,
                    ref localPosition);
        }
        else if (Bit(ref Unsafe.Add(ref coder, LengthChoice2), ref localRange, ref localCode, ref next, ref localPosition) == 0)
        {
            length = MinMatch + 8
                + Tree(ref Unsafe.Add(ref coder, LengthMiddle + (positionState << 3)), 3, ref localRange, ref localCode, ref next,
                    ref localPosition);
        }
        else
        {
            length = MinMatch + 16
                + Tree(ref Unsafe.Add(ref coder, LengthHigh), 8, ref localRange, ref localCode, ref next, ref localPosition);
        }

        range = localRange;
        code = localCode;
        position = localPosition;
        return length;
    }

    private static uint Distance(ref ushort model, int slot, ref uint range, ref uint code, ref byte next, ref nint position)
    {
        uint localRange = range;
        uint localCode = code;
        nint localPosition = position;
        int directBits = (slot >> 1) - 1;
        uint distance = 2u | ((uint)slot & 1);
        ref ushort tree = ref Unsafe.Add(ref model, Align);
        int treeBits = 4;
        if (slot < EndPositionSlot)
        {
            distance <<= directBits;
            tree = ref Unsafe.Add(ref model, Position + (int)distance - slot);
            treeBits = directBits;
        }
        else
        {
            for (int i = directBits - 4; i > 0; i--)
            {
                Normalize(ref localRange, ref localCode, ref next, ref localPosition);
                localRange >>= 1;
                localCode -= localRange;
                uint mask = (uint)((int)localCode >> 31);
                localCode += localRange & mask;
                distance = (distance << 1) + mask + 1;
            }

            distance <<= 4;
        }

        int symbol = 1;
        for (int i = 0; i < treeBits; i++)
        {
            uint bit = Bit(ref Unsafe.Add(ref tree, symbol), ref localRange, ref localCode, ref next, ref localPosition);
            symbol = (symbol << 1) | (int)bit;
            distance |= bit << i;
        }

        range = localRange;
        code = localCode;
        position = localPosition;
        return distance;
    }

    private static InvalidDataException NotThere() => new("a copy refers to what is not there");
}
