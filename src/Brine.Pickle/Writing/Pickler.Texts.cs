using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>Lists of texts that came out of a file: a run of them is written in one loop.</summary>
public sealed partial class Pickler
{
    /// <summary>An opcode and a length before a text, the mark of the memo behind it.</summary>
    private const int AroundText = 3;

    /// <summary>Writes short texts of ASCII that the list starts with, new or met before, up to the first item that is anything else.</summary>
    /// <returns>How many were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SaveTexts(PyList list, ReadOnlySpan<PyValue> items)
    {
        int saved = 0;
        if (!_savesAhead || _protocol < 4 || _options.InternedTexts is not null || items[0].Bits == 0 || !_memo.TryAddTextsOf(list))
        {
            return saved;
        }

        while (saved < items.Length && items[saved].RawReference is string text && items[saved].Bits is not 0 and var identity && text.Length <= byte.MaxValue)
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
}
