using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Brine.Pickling;

/// <summary>Removes from a pickle the memo entries that are never read. The value stays the same.</summary>
/// <remarks>Follows <c>pickletools.optimize</c>, whose bytes it gives: memo entries are numbered anew, frames are laid anew.</remarks>
public static class PickleOptimizer
{
    private const int FrameTarget = 64 * 1024;
    private const int SmallestFrame = 4;

    /// <summary>Optimizes the first pickle in <paramref name="data"/>; what comes after it is left out.</summary>
    /// <exception cref="PickleFormatException">The bytes are not a pickle, or a corrupt one.</exception>
    public static byte[] Optimize(ReadOnlyMemory<byte> data)
    {
        HashSet<long> used = Survey(data.Span, out int protocol, out int header);
        var output = new FramedOutput(protocol >= 4);
        output.WriteOutside(data.Span[..header]);
        var numbers = new Dictionary<long, int>(MemoIndexComparer.Instance);
        var set = new MemoIndexes();

        // An entry that is set again gets a number of its own.
        int next = 0;
        var reader = new OpcodeReader(data.Span, header);
        do
        {
            Read(ref reader);
            switch (reader.Code)
            {
                case PickleOpcode.Put or PickleOpcode.Binput or PickleOpcode.LongBinput or PickleOpcode.Memoize:
                    long entry = reader.Code == PickleOpcode.Memoize ? set.Count : MemoOf(reader);
                    set.Add(entry);
                    if (used.Contains(entry))
                    {
                        output.Write(Put(protocol, numbers[entry] = next++));
                    }

                    break;
                case PickleOpcode.Get or PickleOpcode.Binget or PickleOpcode.LongBinget:
                    output.Write(numbers.TryGetValue(MemoOf(reader), out int number)
                        ? Get(protocol, number)
                        : throw new PickleFormatException("FormatMemo",
                            $"memo entry {MemoOf(reader)} is used before it is set; the file is corrupt", reader.Offset));
                    break;
                case PickleOpcode.Frame:
                case PickleOpcode.Proto when reader.Offset == 0:
                    break;
                default:
                    output.Write(data.Span[reader.Offset..reader.Position]);
                    break;
            }
        }
        while (reader.Code != PickleOpcode.Stop);

        return output.ToArray();
    }

    /// <summary>The memo entries that are read, the protocol that the opcodes need, and where the declaration of one ends.</summary>
    private static HashSet<long> Survey(ReadOnlySpan<byte> data, out int protocol, out int header)
    {
        var reader = new OpcodeReader(data);
        var used = new HashSet<long>(MemoIndexComparer.Instance);
        protocol = header = 0;
        do
        {
            Read(ref reader);
            switch (reader.Code)
            {
                case PickleOpcode.Put or PickleOpcode.Binput or PickleOpcode.LongBinput:
                    MemoOf(reader);
                    break;
                case PickleOpcode.Get or PickleOpcode.Binget or PickleOpcode.LongBinget:
                    protocol = Math.Max(protocol, reader.Info!.Protocol);
                    used.Add(MemoOf(reader));
                    break;
                case PickleOpcode.Proto:
                    protocol = Math.Max(protocol, data[reader.Offset + 1]);
                    header = reader.Offset == 0 ? reader.Position : header;
                    break;
            }
        }
        while (reader.Code != PickleOpcode.Stop);

        return used;
    }

    private static void Read(ref OpcodeReader reader)
    {
        if (!reader.Read())
        {
            throw reader.Error(OpcodeRead.End);
        }
    }

    private static long MemoOf(in OpcodeReader reader) =>
        reader.Code is not (PickleOpcode.Put or PickleOpcode.Get) ? reader.Integer
            : long.TryParse(Encoding.Latin1.GetString(reader.Operand), NumberStyles.None, CultureInfo.InvariantCulture, out long index)
                ? index
            : throw reader.Error("FormatMemo", "the text of a memo index is not an index; the file is corrupt, or not a pickle");

    private static byte[] Put(int protocol, int index) =>
        protocol >= 4 ? [PickleOpcode.Memoize] : Numbered(protocol, index, PickleOpcode.Binput, PickleOpcode.LongBinput, PickleOpcode.Put);

    private static byte[] Get(int protocol, int index) =>
        Numbered(protocol, index, PickleOpcode.Binget, PickleOpcode.LongBinget, PickleOpcode.Get);

    private static byte[] Numbered(int protocol, int index, byte brief, byte wide, byte text)
    {
        if (protocol == 0)
        {
            return [text, .. Encoding.ASCII.GetBytes(index.ToString(CultureInfo.InvariantCulture)), (byte)'\n'];
        }

        if (index < 256)
        {
            return [brief, (byte)index];
        }

        byte[] bytes = [wide, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), index);
        return bytes;
    }

    /// <summary>The memo entries that were set. Picklers number them from 0 on: those cost nothing.</summary>
    private sealed class MemoIndexes
    {
        private readonly HashSet<long> _others = new(MemoIndexComparer.Instance);
        private long _dense;

        internal long Count => _dense + _others.Count;

        internal void Add(long index)
        {
            if (index > _dense)
            {
                _others.Add(index);
            }

            if (index != _dense)
            {
                return;
            }

            do
            {
                _dense++;
            }
            while (_others.Remove(_dense));
        }
    }

    /// <summary>The framing of <c>pickle._Framer</c>: a part larger than a frame stands outside of any.</summary>
    private sealed class FramedOutput(bool isFramed)
    {
        private readonly MemoryStream _all = new();
        private readonly MemoryStream _frame = new();

        internal void WriteOutside(ReadOnlySpan<byte> bytes) => _all.Write(bytes);

        internal void Write(ReadOnlySpan<byte> bytes)
        {
            if (!isFramed)
            {
                _all.Write(bytes);
                return;
            }

            bool isLarge = bytes.Length > FrameTarget;
            if (isLarge || _frame.Length >= FrameTarget)
            {
                Commit();
            }

            (isLarge ? _all : _frame).Write(bytes);
        }

        internal byte[] ToArray()
        {
            Commit();
            return _all.ToArray();
        }

        private void Commit()
        {
            if (_frame.Length >= SmallestFrame)
            {
                Span<byte> header = stackalloc byte[9];
                header[0] = PickleOpcode.Frame;
                BinaryPrimitives.WriteInt64LittleEndian(header[1..], _frame.Length);
                _all.Write(header);
            }

            _frame.WriteTo(_all);
            _frame.SetLength(0);
        }
    }
}
