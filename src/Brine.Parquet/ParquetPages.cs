using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Parquet.Meta;
using Snappier;

namespace Brine;

/// <summary>The values of a column in one row group, read page by page: numbers as they lie in memory, plain or by a dictionary, as they
/// are or packed by Snappy. So pandas, pyarrow and Brine write them; what is written in another way Parquet.Net reads.</summary>
/// <typeparam name="T">What a value is: a double, float, int or long.</typeparam>
internal sealed class ParquetPages<T>
    where T : unmanaged
{
    /// <summary>So many bytes are looked at for the header of a page, at first.</summary>
    private const int UsualHeader = 256;

    /// <summary>Snappy makes at most 64 bytes of 3.</summary>
    private const int MostSnappyRatio = 22;

    private readonly Stream _file;
    private readonly ParquetPageBuffer _buffer;
    private readonly string _name;
    private readonly CompressionCodec _codec;
    private readonly bool _hasGaps;
    private readonly ParquetRuns _levels = new();
    private readonly ParquetRuns _places = new();
    private long _position;
    private readonly long _end;
    private T[]? _dictionary;
    private bool _isDictionary;

    /// <summary>The rows that are left of the page, and of the row group.</summary>
    private int _rowsOfPage;
    private int _rows;

    /// <summary>Where the next plain value stands in the page, and where the page ends.</summary>
    private int _at;
    private int _endOfPage;

    /// <param name="file">The file.</param>
    /// <param name="buffer">Keeps the page.</param>
    /// <param name="name">The name of the column.</param>
    /// <param name="column">Where it lies in the file.</param>
    /// <param name="rows">How many rows the row group has.</param>
    /// <param name="hasGaps">True where rows may have no value.</param>
    internal ParquetPages(Stream file, ParquetPageBuffer buffer, string name, ColumnMetaData column, int rows, bool hasGaps)
    {
        (_file, _buffer, _name, _codec, _rows, _hasGaps) = (file, buffer, name, column.Codec, rows, hasGaps);
        _position = column.DictionaryPageOffset is > 0 and { } first && first < column.DataPageOffset ? first : column.DataPageOffset;
        _end = _position + column.TotalCompressedSize;
        if (_position < 4 || column.TotalCompressedSize < 0 || _end > file.Length)
        {
            throw Bad("does not lie in the file");
        }
    }

    /// <summary>True where the column is written in a way that is read here.</summary>
    internal static bool Reads(ColumnChunk? chunk) =>
        chunk is { MetaData: { } column, FilePath: null or "", CryptoMetadata: null }
        && column.Type == (typeof(T) == typeof(double) ? Parquet.Meta.Type.DOUBLE
            : typeof(T) == typeof(float) ? Parquet.Meta.Type.FLOAT
            : typeof(T) == typeof(int) ? Parquet.Meta.Type.INT32 : Parquet.Meta.Type.INT64)
        && column.Codec is CompressionCodec.UNCOMPRESSED or CompressionCodec.SNAPPY
        && column.Encodings.TrueForAll(encoding =>
            encoding is Encoding.PLAIN or Encoding.RLE or Encoding.BIT_PACKED or Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY);

    /// <summary>Reads the next rows.</summary>
    /// <param name="values">As many as there are rows.</param>
    /// <param name="missing">What stands where a row has no value.</param>
    /// <param name="isMissing">Set where a row has none; may be empty.</param>
    /// <returns>True where a row has none.</returns>
    internal bool Read(Span<T> values, T missing, Span<bool> isMissing)
    {
        bool hasMissing = false;
        for (int row = 0; row < values.Length;)
        {
            if (_rowsOfPage == 0)
            {
                Open();
                continue;
            }

            int count = Math.Min(values.Length - row, _rowsOfPage);
            if (!_hasGaps)
            {
                Take(values.Slice(row, count));
            }
            else if (_levels.TakeRun(count, out int level) is > 0 and int same)
            {
                count = same;
                if (IsThere(level))
                {
                    Take(values.Slice(row, count));
                }
                else
                {
                    values.Slice(row, count).Fill(missing);
                    Mark(isMissing, row, count);
                    hasMissing = true;
                }
            }
            else
            {
                hasMissing |= TakeSome(values[row..], missing, isMissing.IsEmpty ? isMissing : isMissing[row..], ref count);
            }

            row += count;
            _rowsOfPage -= count;
        }

        return hasMissing;
    }

    /// <summary>Reads rows whose levels are not all the same: some at once.</summary>
    private bool TakeSome(Span<T> values, T missing, Span<bool> isMissing, ref int count)
    {
        Span<int> levels = stackalloc int[Math.Min(count, 128)];
        _levels.Read(levels);
        count = levels.Length;
        Span<T> found = stackalloc T[levels.Length];
        int known = 0;
        foreach (int level in levels)
        {
            known += IsThere(level) ? 1 : 0;
        }

        Take(found[..known]);
        for (int row = 0, next = 0; row < count; row++)
        {
            if (levels[row] == 1)
            {
                values[row] = found[next++];
            }
            else
            {
                values[row] = missing;
                Mark(isMissing, row, 1);
            }
        }

        return known < count;
    }

    private static void Mark(Span<bool> isMissing, int row, int count)
    {
        if (!isMissing.IsEmpty)
        {
            isMissing.Slice(row, count).Fill(true);
        }
    }

    private bool IsThere(int level) => level is 0 or 1 ? level == 1 : throw Bad($"says that a value has {level} levels");

    /// <summary>Takes the next values.</summary>
    private unsafe void Take(Span<T> values)
    {
        if (!_isDictionary)
        {
            int size = values.Length * sizeof(T);
            if (size > _endOfPage - _at)
            {
                throw Bad("has a page that ends within its values");
            }

            _buffer.Page.AsSpan(_at, size).CopyTo(MemoryMarshal.AsBytes(values));
            _at += size;
            return;
        }

        Span<int> places = stackalloc int[Math.Min(values.Length, 128)];
        T[] dictionary = _dictionary!;
        for (int first = 0; first < values.Length; first += places.Length)
        {
            Span<int> some = places[..Math.Min(places.Length, values.Length - first)];
            _places.Read(some);
            for (int i = 0; i < some.Length; i++)
            {
                values[first + i] = (uint)some[i] < (uint)dictionary.Length ? dictionary[some[i]]
                    : throw Bad($"names the value {some[i]} of a dictionary of {dictionary.Length}");
            }
        }
    }

    /// <summary>Reads the next page.</summary>
    private void Open()
    {
        ParquetPageHeader header = Header();
        if (header.PackedSize > _end - _position)
        {
            throw Bad($"has a page of {header.PackedSize} bytes, which does not lie in it");
        }

        long next = _position + header.PackedSize;
        switch (header.Kind)
        {
            case ParquetPageHeader.DataPage:
                Unpack(header, 0);
                Begin(header, LevelsOfFirstKind(header));
                break;
            case ParquetPageHeader.DataPageV2:
                if (header.LevelSize < 0 || header.RepetitionSize != 0 || header.LevelSize > Math.Min(header.PackedSize,
                    header.UnpackedSize))
                {
                    throw Bad("has a page whose levels do not lie in it");
                }

                Unpack(header, header.LevelSize);
                _levels.Begin(_buffer.Page, 0, header.LevelSize, 1);
                Begin(header, header.LevelSize);
                break;
            case ParquetPageHeader.DictionaryPage:
                Unpack(header, 0);
                KeepDictionary(header);
                break;
            default:
                break;
        }

        _position = next;
    }

    private ParquetPageHeader Header()
    {
        for (int size = UsualHeader; ; size *= 4)
        {
            int given = (int)Math.Min(size, _end - _position);
            Span<byte> start = _buffer.Packed(given);
            _file.Position = _position;
            _file.ReadExactly(start);
            if (ParquetPageHeader.TryRead(start, out int length) is { } header)
            {
                _position += length;
                return header;
            }

            if (given < size || size > ParquetPageHeader.MostBytes)
            {
                throw Bad("has fewer values than its row group has rows");
            }
        }
    }

    /// <summary>Reads the bytes of a page; so many of them are not packed.</summary>
    private void Unpack(ParquetPageHeader header, int plain)
    {
        bool isPacked = _codec == CompressionCodec.SNAPPY && header.IsPacked;
        if (isPacked ? header.UnpackedSize - plain > ((long)(header.PackedSize - plain) * MostSnappyRatio) + 64
            : header.UnpackedSize != header.PackedSize)
        {
            throw Bad($"has a page that claims {header.UnpackedSize} bytes and is packed as {header.PackedSize}");
        }

        _file.Position = _position;
        _endOfPage = header.UnpackedSize;
        Span<byte> page = _buffer.Grow(header.UnpackedSize);
        _file.ReadExactly(page[..(isPacked ? plain : page.Length)]);
        if (isPacked && page.Length > plain)
        {
            Span<byte> packed = _buffer.Packed(header.PackedSize - plain);
            _file.ReadExactly(packed);
            if (Snappy.GetUncompressedLength(packed) != page.Length - plain
                || Snappy.Decompress(packed, page[plain..]) != page.Length - plain)
            {
                throw Bad("has a page that unpacks to another size than it claims");
            }
        }
    }

    /// <summary>The levels of the first kind of data page have their length before them.</summary>
    /// <returns>Where the values begin.</returns>
    private int LevelsOfFirstKind(ParquetPageHeader header)
    {
        if (!_hasGaps)
        {
            return 0;
        }

        if ((Encoding)header.LevelEncoding != Encoding.RLE)
        {
            throw Bad($"has levels of the encoding {header.LevelEncoding}, which is not read");
        }

        int size = _endOfPage < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(_buffer.Page);
        if (size < 0 || size > _endOfPage - sizeof(int))
        {
            throw Bad("has a page whose levels do not lie in it");
        }

        _levels.Begin(_buffer.Page, sizeof(int), sizeof(int) + size, 1);
        return sizeof(int) + size;
    }

    private void Begin(ParquetPageHeader header, int first)
    {
        if (header.ValueCount < 0 || header.ValueCount > _rows)
        {
            throw Bad("has more values than its row group has rows");
        }

        _at = first;
        _rowsOfPage = header.ValueCount;
        _rows -= header.ValueCount;
        _isDictionary = (Encoding)header.Encoding is Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY;
        if (_isDictionary)
        {
            if (_dictionary is null)
            {
                throw Bad("names values of a dictionary that it does not have");
            }

            // Before the places stands how many bits each takes; a page of gaps alone may have neither.
            int bits = first < _endOfPage ? _buffer.Page[first] : 0;
            _places.Begin(_buffer.Page, Math.Min(first + 1, _endOfPage), _endOfPage, bits);
        }
        else if ((Encoding)header.Encoding != Encoding.PLAIN)
        {
            throw Bad($"has a page of the encoding {header.Encoding}, which it does not name");
        }
    }

    private unsafe void KeepDictionary(ParquetPageHeader header)
    {
        if ((Encoding)header.Encoding is not (Encoding.PLAIN or Encoding.PLAIN_DICTIONARY) || header.ValueCount < 0
            || (long)header.ValueCount * sizeof(T) > _endOfPage)
        {
            throw Bad("has a dictionary that does not lie in its page");
        }

        _dictionary = MemoryMarshal.Cast<byte, T>(_buffer.Page.AsSpan(0, header.ValueCount * sizeof(T))).ToArray();
    }

    private ModelInputException Bad(string what) => ParquetFooter.Bad($"the column '{_name}' {what}");
}
