using System.Buffers.Binary;
using Brine.Pickling;

namespace Brine.Fuzz;

/// <summary>Changes inputs: bytes and lengths of any format, and opcodes of pickles at their own bounds.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly long[] Interesting =
        [0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 1000, 4096, 32767, 32768, 65535, 65536, int.MaxValue,
            uint.MaxValue, long.MaxValue, -1, -2, -128, int.MinValue, long.MinValue];

    private const int MostBytes = 1 << 16;

    /// <summary>An input with some changes, perhaps with parts of another one.</summary>
    internal byte[] Mutate(byte[] input, byte[] other, bool isPickle)
    {
        byte[] bytes = [.. input];
        for (int steps = 1 + random.Next(random.Next(4) == 0 ? 16 : 3); steps > 0; steps--)
        {
            bytes = isPickle && random.Next(3) != 0 ? Opcodes(bytes, other) : Bytes(bytes, other);
            if (bytes.Length > MostBytes)
            {
                bytes = bytes[..MostBytes];
            }
        }

        return bytes;
    }

    private byte[] Bytes(byte[] bytes, byte[] other)
    {
        if (bytes.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        int at = random.Next(bytes.Length);
        switch (random.Next(11))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                bytes[at] += (byte)(random.Next(2) == 0 ? 1 : 255);
                return bytes;
            case 3:
                WriteNumber(bytes, at);
                return bytes;
            case 4:
                int end = Math.Min(bytes.Length, at + 1 + random.Next(random.Next(4) == 0 ? 200 : 8));
                return [.. bytes[..at], .. bytes[end..]];
            case 5:
                int last = Math.Min(bytes.Length, at + 1 + random.Next(40));
                return [.. bytes[..last], .. bytes[at..last], .. bytes[last..]];
            case 6:
                byte[] more = new byte[1 + random.Next(8)];
                random.NextBytes(more);
                return [.. bytes[..at], .. more, .. bytes[at..]];
            case 7:
                return random.Next(4) == 0 ? bytes[..at] : bytes;
            case 8 when other.Length > 0:
                int from = random.Next(other.Length), to = Math.Min(other.Length, from + 1 + random.Next(60));
                return [.. bytes[..at], .. other[from..to], .. bytes[Math.Min(bytes.Length, random.Next(2) == 0 ? at : at + to - from)..]];
            case 9 when other.Length > 0:
                return [.. bytes[..at], .. other[random.Next(other.Length)..]];
            default:
                int digit = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
                if (digit >= 0)
                {
                    bytes[at + digit] = (byte)('0' + random.Next(10));
                }

                return bytes;
        }
    }

    private void WriteNumber(byte[] bytes, int at)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, Interesting[random.Next(Interesting.Length)]);
        int size = Math.Min(1 << random.Next(4), bytes.Length - at);
        if (random.Next(4) == 0)
        {
            number[..size].Reverse();
        }

        number[..size].CopyTo(bytes.AsSpan(at));
    }

    /// <summary>Takes out, doubles, moves or brings in whole opcodes, or changes one or its operand.</summary>
    private byte[] Opcodes(byte[] bytes, byte[] other)
    {
        List<int> bounds = Bounds(bytes);
        if (bounds.Count < 3)
        {
            return Bytes(bytes, other);
        }

        int index = random.Next(bounds.Count - 1), count = Math.Min(1 + random.Next(4), bounds.Count - 1 - index);
        int from = bounds[index], to = bounds[index + count];
        int target = bounds[random.Next(bounds.Count - 1)];
        switch (random.Next(9))
        {
            case 0:
                return [.. bytes[..from], .. bytes[to..]];
            case 1:
                return [.. bytes[..target], .. bytes[from..to], .. bytes[target..]];
            case 2:
                bytes[from] = OpcodeTable.All[random.Next(OpcodeTable.All.Count)].Code;
                return bytes;
            case 3:
                OpcodeInfo opcode = OpcodeTable.All[random.Next(OpcodeTable.All.Count)];
                return [.. bytes[..from], opcode.Code, .. Operand(opcode), .. bytes[from..]];
            case 4 when bounds[index + 1] - from > 1:
                WriteNumber(bytes, from + 1);
                return bytes;
            case 5:
                List<int> others = Bounds(other);
                if (others.Count < 3)
                {
                    return bytes;
                }

                int first = random.Next(others.Count - 1);
                return [.. bytes[..from],
                    .. other[others[first]..others[Math.Min(others.Count - 1, first + 1 + random.Next(6))]], .. bytes[from..]];
            case 6:
                return [.. bytes[..from], .. Enumerable.Repeat(bytes[from..bounds[index + 1]], 2 + random.Next(60))
                    .SelectMany(part => part),
                    .. bytes[bounds[index + 1]..]];
            case 7:
                byte[] memo = random.Next(2) == 0 ? [PickleOpcode.Binget, (byte)random.Next(8)] : [PickleOpcode.Dup];
                return [.. bytes[..from], .. memo, .. bytes[from..]];
            default:
                return Bytes(bytes, other);
        }
    }

    private byte[] Operand(OpcodeInfo opcode)
    {
        byte[] operand = new byte[random.Next(9)];
        random.NextBytes(operand);
        return opcode.Operand switch
        {
            OpcodeOperand.None => [],
            _ => operand,
        };
    }

    /// <summary>Where opcodes begin, and where the last one that can be read ends.</summary>
    private static List<int> Bounds(byte[] bytes)
    {
        var bounds = new List<int> { 0 };
        var reader = new OpcodeReader(bytes);
        while (bounds.Count < 3000 && reader.TryRead() == OpcodeRead.Done && reader.Info is not null)
        {
            bounds.Add(reader.Position);
            if (reader.Code == PickleOpcode.Stop)
            {
                break;
            }
        }

        return bounds;
    }
}
