namespace Brine.Containers;

/// <summary>The integers of xz: seven bits a byte, the lowest first, 63 bits at most.</summary>
internal static class XzInteger
{
    internal static ulong Read(ref InputCursor input)
    {
        ulong value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte next = input.ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return next != 0 || shift == 0 ? value : throw new InvalidDataException("a number is written too long");
            }
        }

        throw new InvalidDataException("a number is too large");
    }

    internal static void Write(List<byte> output, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            output.Add((byte)(value | 0x80));
        }

        output.Add((byte)value);
    }
}
