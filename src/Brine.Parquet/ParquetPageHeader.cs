using System.Numerics;

namespace Brine;

/// <summary>What stands before each page of a Parquet file: Thrift's compact protocol, of which the fields that are needed are read and
/// all others are passed over.</summary>
internal sealed class ParquetPageHeader
{
    internal const int DataPage = 0, DictionaryPage = 2, DataPageV2 = 3;

    /// <summary>A header has statistics of a page and little else: what is longer is none.</summary>
    internal const int MostBytes = 1 << 20;

    private const int MostLevels = 16;

    /// <summary>Where the structs of a page's kind stand in the header.</summary>
    private const int DataField = 5, DictionaryField = 7, DataV2Field = 8;

    /// <summary>What the page is.</summary>
    internal int Kind { get; private set; } = -1;

    internal int UnpackedSize { get; private set; } = -1;

    internal int PackedSize { get; private set; } = -1;

    internal int ValueCount { get; private set; } = -1;

    internal int Encoding { get; private set; } = -1;

    /// <summary>How the levels of the first kind of data page are written.</summary>
    internal int LevelEncoding { get; private set; } = -1;

    /// <summary>The bytes of the levels before the values, of the second kind of data page.</summary>
    internal int LevelSize { get; private set; }

    internal int RepetitionSize { get; private set; }

    internal bool IsPacked { get; private set; } = true;

    /// <summary>Reads a header.</summary>
    /// <param name="data">The bytes from its first on.</param>
    /// <param name="length">How many of them it has.</param>
    /// <returns>Null where the bytes end before it does.</returns>
    /// <exception cref="ModelInputException">This is no header.</exception>
    internal static ParquetPageHeader? TryRead(ReadOnlySpan<byte> data, out int length)
    {
        var header = new ParquetPageHeader();
        var reader = new Reader(data);
        length = 0;
        if (!header.ReadFields(ref reader))
        {
            return null;
        }

        length = reader.Position;
        return header.Kind < 0 || header.PackedSize < 0 || header.UnpackedSize < 0
            ? throw ParquetFooter.Bad("a page does not say what it is") : header;
    }

    private bool ReadFields(ref Reader reader)
    {
        // The number of the last field of each struct that is open, from the outermost on.
        Span<int> last = stackalloc int[MostLevels];
        int depth = 0, part = 0;
        last[0] = 0;
        while (true)
        {
            if (!reader.TryByte(out byte head))
            {
                return false;
            }

            if (head == 0)
            {
                if (depth == 0)
                {
                    return true;
                }

                depth--;
                part = depth == 0 ? 0 : part;
                continue;
            }

            int type = head & 15;
            if (head >> 4 != 0)
            {
                last[depth] += head >> 4;
            }
            else if (!reader.TryInt(out last[depth]))
            {
                return false;
            }

            int field = last[depth];
            if (type == Reader.Struct)
            {
                if (++depth == MostLevels)
                {
                    throw ParquetFooter.Bad("the header of a page is nested too deep");
                }

                part = depth == 1 ? field : part;
                last[depth] = 0;
            }
            else if (type is Reader.True or Reader.False)
            {
                if (depth == 1 && part == DataV2Field && field == 7)
                {
                    IsPacked = type == Reader.True;
                }
            }
            else if (type is >= Reader.I16 and <= Reader.I64)
            {
                if (!reader.TryInt(out int value))
                {
                    return false;
                }

                Take(depth, part, field, value);
            }
            else if (!reader.TrySkip(type))
            {
                return false;
            }
        }
    }

    private void Take(int depth, int part, int field, int value)
    {
        switch (depth, part, field)
        {
            case (0, _, 1):
                Kind = value;
                break;
            case (0, _, 2):
                UnpackedSize = value;
                break;
            case (0, _, 3):
                PackedSize = value;
                break;
            case (1, DataField or DictionaryField or DataV2Field, 1):
                ValueCount = value;
                break;
            case (1, DataField or DictionaryField, 2) or (1, DataV2Field, 4):
                Encoding = value;
                break;
            case (1, DataField, 3):
                LevelEncoding = value;
                break;
            case (1, DataV2Field, 5):
                LevelSize = value;
                break;
            case (1, DataV2Field, 6):
                RepetitionSize = value;
                break;
            default:
                break;
        }
    }

    /// <summary>Thrift's compact protocol, as far as a header needs it.</summary>
    private ref struct Reader(ReadOnlySpan<byte> data)
    {
        internal const int True = 1, False = 2, I16 = 4, I64 = 6, Struct = 12;

        private const int I8 = 3, Double = 7, Binary = 8, List = 9, Set = 10;

        private readonly ReadOnlySpan<byte> _data = data;

        internal int Position { get; private set; }

        internal bool TryByte(out byte value)
        {
            value = Position < _data.Length ? _data[Position] : (byte)0;
            return Position++ < _data.Length;
        }

        /// <summary>A number that counts up and down from 0: 0, -1, 1, -2...</summary>
        internal bool TryInt(out int value)
        {
            bool isThere = TryLength(out ulong number);
            long signed = (long)(number >> 1) ^ -(long)(number & 1);
            value = (int)Math.Clamp(signed, int.MinValue, int.MaxValue);
            return isThere;
        }

        internal bool TrySkip(int type)
        {
            switch (type)
            {
                case I8:
                    return TrySkipBytes(1);
                case Double:
                    return TrySkipBytes(sizeof(double));
                case Binary:
                    return TryLength(out ulong length) && TrySkipBytes(length);
                case List or Set:
                    return TrySkipList();
                default:
                    throw ParquetFooter.Bad($"the header of a page has a field of the type {type}");
            }
        }

        private bool TrySkipList()
        {
            if (!TryByte(out byte head))
            {
                return false;
            }

            ulong count = (ulong)(head >> 4);
            if (count == 15 && !TryLength(out count))
            {
                return false;
            }

            int type = head & 15;
            if (type is List or Set or Struct || count > MostBytes)
            {
                throw ParquetFooter.Bad("the header of a page has a list of lists");
            }

            for (ulong i = 0; i < count; i++)
            {
                if (type is True or False ? !TrySkipBytes(1) : type is >= I16 and <= I64 ? !TryLength(out _) : !TrySkip(type))
                {
                    return false;
                }
            }

            return true;
        }

        private bool TrySkipBytes(ulong count)
        {
            if (count > (ulong)(_data.Length - Math.Min(Position, _data.Length)))
            {
                return false;
            }

            Position += (int)count;
            return true;
        }

        private bool TryLength(out ulong number)
        {
            const int MostShift = 63;
            number = 0;
            for (int shift = 0; shift <= MostShift; shift += 7)
            {
                if (!TryByte(out byte part))
                {
                    return false;
                }

                number |= (ulong)(part & 127) << shift;
                if (part < 128)
                {
                    return true;
                }
            }

            throw ParquetFooter.Bad("the header of a page has a number without an end");
        }
    }
}
