using System.Globalization;
using System.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Reads a tar archive: the old form, ustar, pax and GNU's. Links are listed and not followed, nothing is written to
/// disk.</summary>
internal static class TarFile
{
    private const int Block = 512;
    private const int MaxEntries = 1_000_000;
    private const int LongestName = 4096;

    /// <summary>True when the first block is a header: its own checksum is right.</summary>
    internal static bool IsTar(ReadOnlySpan<byte> data) => data.Length >= Block && data[0] != 0 && IsHeader(data[..Block]);

    internal static List<TarEntry> Read(ReadOnlyMemory<byte> archive)
    {
        var entries = new List<TarEntry>();
        var pending = new TarExtension();
        int at = 0;
        while (at < archive.Length)
        {
            ReadOnlySpan<byte> rest = archive.Span[at..];
            if (rest.Length < Block)
            {
                throw Bad("ends within a header", at);
            }

            ReadOnlySpan<byte> header = rest[..Block];
            if (!header.ContainsAnyExcept((byte)0))
            {
                return entries;
            }

            if (!IsHeader(header))
            {
                throw Bad("has a header with a wrong checksum", at);
            }

            char kind = (char)header[156];
            long size = pending.Size ?? Number(header.Slice(124, 12), at);
            int start = at + Block;
            bool hasContent = kind is not ('1' or '2' or '3' or '4' or '5' or '6');
            if (hasContent && (size < 0 || size > archive.Length - start))
            {
                throw Bad($"has a member of {size} bytes and {archive.Length - start} are left", at);
            }

            ReadOnlyMemory<byte> content = hasContent ? archive.Slice(start, (int)size) : default;
            at = (int)Math.Min(start + (((long)content.Length + Block - 1) / Block * Block), archive.Length);
            switch (kind)
            {
                case 'x':
                    pending.ReadPax(content.Span, start);
                    continue;
                case 'L':
                    pending.Name = Text(content.Span[..Math.Min(content.Length, LongestName)]);
                    continue;
                case 'g' or 'K' or 'V' or 'M':
                    continue;
                case 'S':
                    throw new PickleFormatException("UnsupportedTar",
                        $"the member '{NameOf(header)}' of the tar archive is stored with holes (GNU sparse), which is not read; pack it "
                            + "again without --sparse", start);
            }

            if (entries.Count == MaxEntries)
            {
                throw new PickleLimitException("LimitTarEntries", $"the tar archive has more than {MaxEntries} members", at);
            }

            entries.Add(new TarEntry(pending.Name ?? NameOf(header), kind, start, content));
            pending = new TarExtension();
        }

        // Two blocks of zeros end an archive; many writers forget them.
        return entries;
    }

    internal static PickleFormatException Bad(string what, int offset) =>
        new("FormatTar", $"the tar archive {what}: it is corrupt or was cut off; fetch it again", offset);

    internal static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>The sum of all bytes, its own field taken as blanks; some old writers added signed bytes.</summary>
    private static bool IsHeader(ReadOnlySpan<byte> header)
    {
        int sum = 0, signed = 0;
        for (int i = 0; i < Block; i++)
        {
            byte value = i is >= 148 and < 156 ? (byte)' ' : header[i];
            sum += value;
            signed += (sbyte)value;
        }

        return TryOctal(header.Slice(148, 8), out long written) && (written == sum || written == signed);
    }

    private static string NameOf(ReadOnlySpan<byte> header)
    {
        string name = Text(header[..100]);
        string prefix = header.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.Slice(345, 155)) : "";
        return prefix.Length > 0 ? prefix + "/" + name : name;
    }

    /// <summary>Octal digits, or for what does not fit them a binary number behind a set high bit.</summary>
    private static long Number(ReadOnlySpan<byte> field, int at)
    {
        if ((field[0] & 0x80) == 0)
        {
            return TryOctal(field, out long octal) ? octal : throw Bad("has a member whose size is none", at);
        }

        long value = field[0] & 0x7F;
        foreach (byte digit in field[1..])
        {
            value = value > long.MaxValue >> 8 ? throw Bad("has a member whose size is none", at) : (value << 8) | digit;
        }

        return value;
    }

    private static bool TryOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return digits.Length is > 0 and < 20;
    }

    /// <summary>What a header of its own says about the member behind it: a long name, a large size.</summary>
    private struct TarExtension
    {
        internal string? Name;
        internal long? Size;

        /// <summary>pax: lines of "length key=value", where the length counts the whole line.</summary>
        internal void ReadPax(ReadOnlySpan<byte> records, int at)
        {
            while (!records.IsEmpty && records[0] != 0)
            {
                int blank = records.IndexOf((byte)' ');
                if (blank is < 1 or > 9 || !int.TryParse(records[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                    || length <= blank + 1 || length > records.Length || records[length - 1] != '\n')
                {
                    throw Bad("has an extended header that is none", at);
                }

                ReadOnlySpan<byte> record = records[(blank + 1)..(length - 1)];
                if (record.StartsWith("path="u8))
                {
                    Name = Text(record[5..Math.Min(record.Length, LongestName)]);
                }
                else if (record.StartsWith("size="u8))
                {
                    Size = long.TryParse(record[5..], NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size
                        : throw Bad("has a member whose size is none", at);
                }
                else if (record.StartsWith("GNU.sparse."u8))
                {
                    throw new PickleFormatException("UnsupportedTar",
                        "a member of the tar archive is stored with holes (GNU sparse), which is not read; pack it again without --sparse",
                        at);
                }

                records = records[length..];
            }
        }
    }
}
