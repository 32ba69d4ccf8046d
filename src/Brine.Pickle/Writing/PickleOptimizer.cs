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
        List<Part> parts = Read(data.Span, out int protocol, out int header, out HashSet<long> used);
        var output = new FramedOutput(protocol >= 4);
        output.WriteOutside(data.Span[..header]);
        var numbers = new Dictionary<long, int>(MemoIndexComparer.Instance);

        // An entry that is set again gets a number of its own.
        int next = 0;
        foreach (Part part in parts)
        {
            switch (part.Kind)
            {
                case PartKind.Put when used.Contains(part.Memo):
                    output.Write(Put(protocol, numbers[part.Memo] = next++));
                    break;
                case PartKind.Get:
                    output.Write(numbers.TryGetValue(part.Memo, out int number)
                        ? Get(protocol, number)
                        : throw new PickleFormatException("FormatMemo",
                            $"memo entry {part.Memo} is used before it is set; the file is corrupt", part.Start));
                    break;
                case PartKind.Bytes:
                    output.Write(data.Span[part.Start..part.End]);
                    break;
            }
        }

        return output.ToArray();
    }

    private static List<Part> Read(ReadOnlySpan<byte> data, out int protocol, out int header, out HashSet<long> used)
    {
        var reader = new OpcodeReader(data);
        var parts = new List<Part>();
        var set = new HashSet<long>(MemoIndexComparer.Instance);
        used = new HashSet<long>(MemoIndexComparer.Instance);
        protocol = header = 0;
        while (true)
        {
            if (!reader.Read())
            {
                throw reader.Error(OpcodeRead.End);
            }

            (OpcodeInfo info, int start) = (reader.Info, reader.Offset);
            byte code = info.Code;
            long? memo = code switch
            {
                PickleOpcode.Binput or PickleOpcode.Binget or PickleOpcode.LongBinput or PickleOpcode.LongBinget => reader.Integer,
                PickleOpcode.Put or PickleOpcode.Get =>
                    long.TryParse(Encoding.Latin1.GetString(reader.Operand), NumberStyles.None, CultureInfo.InvariantCulture,
                        out long index)
                    ? index
                    : throw reader.Error("FormatMemo", "the text of a memo index is not an index; the file is corrupt, or not a pickle"),
                PickleOpcode.Memoize => set.Count,
                _ => null,
            };
            switch (code)
            {
                case PickleOpcode.Put or PickleOpcode.Binput or PickleOpcode.LongBinput or PickleOpcode.Memoize:
                    set.Add(memo!.Value);
                    parts.Add(new Part(PartKind.Put, memo.Value, start, 0));
                    break;
                case PickleOpcode.Get or PickleOpcode.Binget or PickleOpcode.LongBinget:
                    protocol = Math.Max(protocol, info.Protocol);
                    used.Add(memo!.Value);
                    parts.Add(new Part(PartKind.Get, memo.Value, start, 0));
                    break;
                case PickleOpcode.Frame:
                    break;
                case PickleOpcode.Proto:
                    protocol = Math.Max(protocol, data[start + 1]);
                    header = start == 0 ? reader.Position : header;
                    if (start > 0)
                    {
                        parts.Add(new Part(PartKind.Bytes, 0, start, reader.Position));
                    }

                    break;
                default:
                    parts.Add(new Part(PartKind.Bytes, 0, start, reader.Position));
                    break;
            }

            if (code == PickleOpcode.Stop)
            {
                return parts;
            }
        }
    }

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

    private enum PartKind
    {
        Bytes,
        Put,
        Get,
    }

    private readonly record struct Part(PartKind Kind, long Memo, int Start, int End);

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
