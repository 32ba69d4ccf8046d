using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>Text, and lists of texts that came out of a file: a run of them is written in one loop.</summary>
public sealed partial class Pickler
{
    private const int DirectText = 4096;

    /// <summary>An opcode and a length before a text, the mark of the memo behind it.</summary>
    private const int AroundText = 3;

    private Dictionary<string, (int Index, bool IsAdded)>? _internedTexts;

    /// <summary>Writes short texts of ASCII that the list starts with, new or met before, up to the first item that is anything
    /// else.</summary>
    /// <returns>How many were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SaveTexts(PyList list, ReadOnlySpan<PyValue> items)
    {
        int saved = 0;
        if (!_savesAhead || _protocol < 4 || _options.InternedTexts is not null || items[0].Bits == 0 || !_memo.TryAddTextsOf(list))
        {
            return saved;
        }

        while (saved < items.Length && items[saved].RawReference is string text && items[saved].Bits is not 0 and var identity
            && text.Length <= byte.MaxValue)
        {
            _output.Boundary();
            ref int entry = ref _memo.EntryOf(identity);
            if (entry != 0)
            {
                Recall(entry - 1);
                saved++;
                continue;
            }

            ref byte at = ref _output.Next(AroundText + text.Length);
            if (!AsciiText.TryWrite(text, ref Unsafe.Add(ref at, 2)))
            {
                return saved;
            }

            at = PickleOpcode.ShortBinunicode;
            Unsafe.Add(ref at, 1) = (byte)text.Length;
            Unsafe.Add(ref at, 2 + text.Length) = PickleOpcode.Memoize;
            _output.Advance(AroundText + text.Length);
            _memo.Fill(ref entry);
            saved++;
        }

        return saved;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SaveText(PyValue value)
    {
        string text = Unsafe.As<string>(value.RawReference)!;
        int index = _memo.Find(text, value.Bits);
        if (index >= 0)
        {
            Recall(index);
            return;
        }

        if (_options.InternedTexts is { } interned && interned.TryGetValue(text, out string? added)
            && RecallInterned(text, ReferenceEquals(text, added)))
        {
            return;
        }

        if (_protocol == 0)
        {
            string line = PickleTextWriter.EncodeRawUnicodeEscape(text, _traits.IsPython2);
            WriteAsLatin1("V" + line + "\n");
            if (_traits.RepeatsEscapes && text.AsSpan().ContainsAny(PickleTextWriter.Escaped))
            {
                Put(_memo.AddAnonymous());
                return;
            }
        }
        else if (text.Length <= DirectText)
        {
            WriteText(text);
        }
        else
        {
            WriteLongText(text);
        }

        Put(_memo.Add(text, value.Bits));
    }

    /// <summary>Of a text that was added to the value there is only one, even where the value has it too; the value's own are kept apart as
    /// they were.</summary>
    private bool RecallInterned(string text, bool isAdded)
    {
        if (!(_internedTexts ??= []).TryGetValue(text, out (int Index, bool IsAdded) known))
        {
            _internedTexts.Add(text, (_memo.Count, isAdded));
            return false;
        }

        if (isAdded || known.IsAdded)
        {
            Recall(known.Index);
            return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteText(string text)
    {
        if (_protocol >= 4 && text.Length <= byte.MaxValue)
        {
            ref byte at = ref _output.Next(2 + text.Length);
            if (AsciiText.TryWrite(text, ref Unsafe.Add(ref at, 2)))
            {
                at = PickleOpcode.ShortBinunicode;
                Unsafe.Add(ref at, 1) = (byte)text.Length;
                _output.Advance(2 + text.Length);
                return;
            }
        }

        int header = _protocol >= 4 && text.Length <= 255 ? 2 : 5;
        Span<byte> target = _output.Reserve(5 + (text.Length * 3));
        int length = PickleTextWriter.EncodeUtf8(text, target[header..]);
        if (header == 2 && length <= 255)
        {
            target[1] = (byte)length;
            target[0] = PickleOpcode.ShortBinunicode;
        }
        else
        {
            target.Slice(header, length).CopyTo(target[5..]);
            header = 5;
            target[0] = PickleOpcode.Binunicode;
            BinaryPrimitives.WriteInt32LittleEndian(target[1..], length);
        }

        _output.Advance(header + length);
    }

    private void WriteLongText(string text)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(checked(text.Length * 3));
        int length = PickleTextWriter.EncodeUtf8(text, bytes);
        Span<byte> header = [PickleOpcode.Binunicode, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], length);
        _output.WritePayload(header, bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
