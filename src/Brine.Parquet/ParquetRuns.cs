using System.Buffers.Binary;

namespace Brine;

/// <summary>Small numbers as Parquet packs them: runs of one number, and groups of eight that take some bits each.</summary>
internal sealed class ParquetRuns
{
    private const int MostBits = 32;

    private byte[] _data = [];
    private int _at;
    private int _end;
    private int _bits;

    /// <summary>How many numbers are left of the run, or of the groups, that began last.</summary>
    private long _left;
    private bool _isRun;
    private int _value;

    /// <summary>The place of the next packed number, in bits from the first of its groups.</summary>
    private long _bit;
    private int _groups;

    /// <summary>Begins to read.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="bits">How many bits a number takes.</param>
    internal void Begin(byte[] data, int first, int end, int bits)
    {
        if (bits > MostBits)
        {
            throw ParquetFooter.Bad($"numbers of {bits} bits");
        }

        (_data, _at, _end, _bits, _left, _isRun, _groups) = (data, first, end, bits, 0, false, 0);
    }

    /// <summary>The next numbers where they are all the same.</summary>
    /// <param name="most">So many at most.</param>
    /// <param name="value">The number.</param>
    /// <returns>How many; 0 where packed ones follow.</returns>
    internal int TakeRun(int most, out int value)
    {
        Open();
        value = _value;
        int count = _isRun ? (int)Math.Min(most, _left) : 0;
        _left -= count;
        return count;
    }

    /// <summary>The next numbers.</summary>
    internal void Read(Span<int> values)
    {
        while (values.Length > 0)
        {
            int count = TakeRun(values.Length, out int value);
            if (count > 0)
            {
                values[..count].Fill(value);
            }
            else
            {
                count = (int)Math.Min(values.Length, _left);
                Unpack(values[..count]);
                _left -= count;
            }

            values = values[count..];
        }
    }

    private void Open()
    {
        while (_left == 0)
        {
            if (!_isRun && _groups > 0)
            {
                _at = (int)Math.Min(_end, _at + ((long)_groups * _bits));
                _groups = 0;
            }

            uint head = Number();
            _isRun = (head & 1) == 0;
            if (_isRun)
            {
                _left = head >> 1;
                _value = 0;
                for (int i = 0; i < (_bits + 7) / 8; i++)
                {
                    _value |= Byte() << (8 * i);
                }
            }
            else
            {
                _groups = (int)(head >> 1);
                (_left, _bit) = (8L * _groups, 0);
            }
        }
    }

    private void Unpack(Span<int> values)
    {
        uint mask = _bits == MostBits ? uint.MaxValue : (1u << _bits) - 1;
        for (int i = 0; i < values.Length; i++, _bit += _bits)
        {
            long place = _at + (_bit >> 3);
            if (((_bit + _bits + 7) >> 3) + _at > _end)
            {
                throw ParquetFooter.Bad("a page ends within its numbers");
            }

            ulong word = place + sizeof(ulong) <= _end ? BinaryPrimitives.ReadUInt64LittleEndian(_data.AsSpan((int)place)) : Rest(place);
            values[i] = (int)((uint)(word >> (int)(_bit & 7)) & mask);
        }
    }

    /// <summary>The last bytes, with zeros behind them.</summary>
    private ulong Rest(long place)
    {
        ulong word = 0;
        for (int i = 0; place + i < _end; i++)
        {
            word |= (ulong)_data[place + i] << (8 * i);
        }

        return word;
    }

    private byte Byte() => _at < _end ? _data[_at++] : throw ParquetFooter.Bad("a page ends within its numbers");

    private uint Number()
    {
        uint number = 0;
        for (int shift = 0; shift < MostBits; shift += 7)
        {
            byte part = Byte();
            number |= (uint)(part & 127) << shift;
            if (part < 128)
            {
                return number;
            }
        }

        throw ParquetFooter.Bad("a number of a page has no end");
    }
}
