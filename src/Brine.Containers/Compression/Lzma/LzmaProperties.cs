namespace Brine.Containers;

/// <summary>How LZMA chooses the probabilities of a bit: literal context bits, literal position bits, position bits.</summary>
internal readonly record struct LzmaProperties(int LiteralContextBits, int LiteralPositionBits, int PositionBits)
{
    /// <summary>Reads them from the byte that holds all three.</summary>
    internal static LzmaProperties FromByte(byte packed)
    {
        if (packed >= 9 * 5 * 5)
        {
            throw new InvalidDataException("the LZMA properties are out of range");
        }

        return new LzmaProperties(packed % 9, packed / 9 % 5, packed / 45);
    }

    internal byte ToByte() => (byte)((((PositionBits * 5) + LiteralPositionBits) * 9) + LiteralContextBits);
}
