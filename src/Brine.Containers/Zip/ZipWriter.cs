using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Brine.Containers;

/// <summary>Writes a ZIP archive. The same members give the same bytes: all of them have the date 1980-01-01.</summary>
public sealed class ZipWriter : IDisposable
{
    private const int LocalLength = 30;
    private const int Zip64Version = 45;
    private const int PlainVersion = 20;
    private const int Zip64ExtraLength = 20;

    /// <summary>1 January 1980, the first date that a ZIP can say.</summary>
    private const ushort FirstDate = (1 << 5) | 1;

    /// <summary>PyTorch's extra field for the bytes before an aligned member.</summary>
    private const ushort PaddingExtra = 0x4246;

    private readonly Stream _stream;
    private readonly long _base;
    private readonly List<Written> _written = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _isFinished;

    /// <summary>Begins an archive at the position of a stream.</summary>
    /// <param name="stream">A stream that can seek; it stays open.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public ZipWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream.CanSeek ? stream
            : throw new ArgumentException("sizes are written back: the stream must be able to seek", nameof(stream));
        _base = stream.Position;
    }

    /// <summary>Adds a member.</summary>
    /// <param name="name">Its name, with <c>/</c> between folders.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="options">How it is stored.</param>
    /// <exception cref="ArgumentException">There is a member of this name, or the name is none.</exception>
    public void Add(string name, ReadOnlySpan<byte> content, ZipEntryOptions? options = null)
    {
        Begin(name, options ?? ZipEntryOptions.Default, isLarge: false, out Written entry, out Stream target);
        target.Write(content);
        End(entry, target, content.Length, Crc32.Of(content));
    }

    /// <summary>Adds a member of any size, as it is written.</summary>
    /// <param name="name">Its name, with <c>/</c> between folders.</param>
    /// <param name="write">Writes its bytes.</param>
    /// <param name="options">How it is stored.</param>
    /// <exception cref="ArgumentException">There is a member of this name, or the name is none.</exception>
    public void Add(string name, Action<Stream> write, ZipEntryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        Begin(name, options ?? ZipEntryOptions.Default, isLarge: true, out Written entry, out Stream target);
        var counted = new ZipCountingStream(target);
        write(counted);
        End(entry, target, counted.Count, counted.Checksum);
    }

    /// <summary>Writes the central directory. Nothing can be added after that.</summary>
    public void Finish()
    {
        if (_isFinished)
        {
            return;
        }

        _isFinished = true;
        long start = _stream.Position - _base;
        foreach (Written entry in _written)
        {
            WriteCentral(entry);
        }

        WriteEnd(start, _stream.Position - _base - start);
    }

    /// <inheritdoc/>
    public void Dispose() => Finish();

    private void Begin(string name, ZipEntryOptions options, bool isLarge, out Written entry, out Stream target)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ObjectDisposedException.ThrowIf(_isFinished, this);
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length > ushort.MaxValue)
        {
            throw new ArgumentException("the name is longer than a ZIP archive can say", nameof(name));
        }

        if (!_names.Add(name))
        {
            throw new ArgumentException($"there is a member '{name}' already", nameof(name));
        }

        entry = new Written(bytes, _stream.Position - _base, options.IsStored ? ZipRecord.Stored : ZipRecord.Deflated, isLarge);
        int extra = isLarge ? Zip64ExtraLength : 0, padding = 0;
        if (options.IsStored && options.Alignment > 1)
        {
            // The field has four bytes of its own.
            long data = entry.Offset + LocalLength + bytes.Length + extra + 4;
            padding = 4 + (int)((options.Alignment - (data % options.Alignment)) % options.Alignment);
        }

        Span<byte> head = stackalloc byte[LocalLength];
        head.Clear();
        "PK\u0003\u0004"u8.CopyTo(head);
        WriteCommon(head[4..], entry, extra + padding);
        _stream.Write(head);
        _stream.Write(bytes);
        _stream.Write(new byte[extra]);
        WritePadding(padding);
        entry.DataOffset = _stream.Position - _base;
        target = options.IsStored ? _stream
            : new DeflateStream(_stream, new ZLibCompressionOptions { CompressionLevel = options.CompressionLevel }, leaveOpen: true);
    }

    /// <summary>Version, flags, method, date, checksum, sizes, lengths: the same in both headers.</summary>
    private static void WriteCommon(Span<byte> fields, Written entry, int extra)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(fields, (ushort)(entry.IsLarge ? Zip64Version : PlainVersion));
        BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], (ushort)(Ascii.IsValid(entry.Name) ? 0 : ZipRecord.Utf8Flag));
        BinaryPrimitives.WriteUInt16LittleEndian(fields[4..], (ushort)entry.Method);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[8..], FirstDate);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[10..], entry.Checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[14..], entry.IsLarge ? uint.MaxValue : (uint)entry.Packed);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[18..], entry.IsLarge ? uint.MaxValue : (uint)entry.Size);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[22..], (ushort)entry.Name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[24..], (ushort)extra);
    }

    private void WritePadding(int padding)
    {
        if (padding == 0)
        {
            return;
        }

        Span<byte> field = stackalloc byte[padding];
        field.Fill((byte)'Z');
        BinaryPrimitives.WriteUInt16LittleEndian(field, PaddingExtra);
        BinaryPrimitives.WriteUInt16LittleEndian(field[2..], (ushort)(padding - 4));
        _stream.Write(field);
    }

    private void End(Written entry, Stream target, long size, uint checksum)
    {
        if (target != _stream)
        {
            target.Dispose();
        }

        long end = _stream.Position;
        entry.Size = size;
        entry.Checksum = checksum;
        entry.Packed = end - _base - entry.DataOffset;
        Span<byte> fields = stackalloc byte[Zip64ExtraLength];
        _stream.Position = _base + entry.Offset + 14;
        BinaryPrimitives.WriteUInt32LittleEndian(fields, checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[4..], entry.IsLarge ? uint.MaxValue : (uint)entry.Packed);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[8..], entry.IsLarge ? uint.MaxValue : (uint)size);
        _stream.Write(fields[..12]);
        if (entry.IsLarge)
        {
            _stream.Position = _base + entry.Offset + LocalLength + entry.Name.Length;
            WriteZip64(fields, [size, entry.Packed]);
            _stream.Write(fields);
        }

        _stream.Position = end;
        _written.Add(entry);
    }

    private static void WriteZip64(Span<byte> field, ReadOnlySpan<long> values)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(field, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(field[2..], (ushort)(8 * values.Length));
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(field[(4 + (8 * i))..], values[i]);
        }
    }

    private void WriteCentral(Written entry)
    {
        bool isFar = entry.Offset >= uint.MaxValue;
        ReadOnlySpan<long> large = entry.IsLarge ? isFar ? [entry.Size, entry.Packed, entry.Offset] : [entry.Size, entry.Packed]
            : isFar ? [entry.Offset] : [];
        Span<byte> head = stackalloc byte[46];
        head.Clear();
        "PK\u0001\u0002"u8.CopyTo(head);
        head[4] = Zip64Version;
        head[5] = 3;
        WriteCommon(head[6..], entry, large.IsEmpty ? 0 : 4 + (8 * large.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(head[38..], 0x81A40000); // a plain file, rw-r--r--
        BinaryPrimitives.WriteUInt32LittleEndian(head[42..], isFar ? uint.MaxValue : (uint)entry.Offset);
        _stream.Write(head);
        _stream.Write(entry.Name);
        if (!large.IsEmpty)
        {
            Span<byte> extra = stackalloc byte[4 + (8 * large.Length)];
            WriteZip64(extra, large);
            _stream.Write(extra);
        }
    }

    private void WriteEnd(long start, long size)
    {
        if (start >= uint.MaxValue || size >= uint.MaxValue || _written.Count >= ushort.MaxValue)
        {
            Span<byte> large = stackalloc byte[76];
            large.Clear();
            "PK\u0006\u0006"u8.CopyTo(large);
            BinaryPrimitives.WriteInt64LittleEndian(large[4..], 44);
            BinaryPrimitives.WriteUInt16LittleEndian(large[12..], Zip64Version);
            BinaryPrimitives.WriteUInt16LittleEndian(large[14..], Zip64Version);
            BinaryPrimitives.WriteInt64LittleEndian(large[24..], _written.Count);
            BinaryPrimitives.WriteInt64LittleEndian(large[32..], _written.Count);
            BinaryPrimitives.WriteInt64LittleEndian(large[40..], size);
            BinaryPrimitives.WriteInt64LittleEndian(large[48..], start);
            "PK\u0006\u0007"u8.CopyTo(large[56..]);
            BinaryPrimitives.WriteInt64LittleEndian(large[64..], start + size);
            BinaryPrimitives.WriteInt32LittleEndian(large[72..], 1);
            _stream.Write(large);
        }

        Span<byte> end = stackalloc byte[22];
        end.Clear();
        "PK\u0005\u0006"u8.CopyTo(end);
        ushort count = (ushort)Math.Min(_written.Count, ushort.MaxValue);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)Math.Min(size, uint.MaxValue));
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)Math.Min(start, uint.MaxValue));
        _stream.Write(end);
    }

    /// <summary>A member that is in the archive already; a large one has 64-bit sizes.</summary>
    private sealed class Written(byte[] name, long offset, int method, bool isLarge)
    {
        internal byte[] Name => name;

        internal long Offset => offset;

        internal int Method => method;

        internal bool IsLarge => isLarge;

        internal long DataOffset { get; set; }

        internal long Size { get; set; }

        internal long Packed { get; set; }

        internal uint Checksum { get; set; }
    }
}
