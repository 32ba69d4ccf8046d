using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>Lists of few values that come again and again: where the memo has each is looked up once for the list.</summary>
public sealed partial class Pickler
{
    private PyList? _repeating;

    // By the place in the list's palette: the memo index and one, or 0 where it is not known.
    private int[] _recalls = [];

    /// <summary>Writes items up to the first that has parts.</summary>
    /// <returns>How many were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SaveRepeats(PyList list, ReadOnlySpan<int> places, ReadOnlySpan<PyValue> palette)
    {
        ReadOnlySpan<int> recalls = RecallsOf(list, palette.Length);
        int saved = 0;
        while (saved < places.Length)
        {
            _output.Boundary();
            int run = saved + Math.Clamp(_output.UntilBoundary / 5, 1, places.Length - saved);
            ref byte start = ref _output.Next((run - saved) * 5);
            ref byte at = ref start;
            while (saved < run && recalls[places[saved]] is > 0 and var recall)
            {
                int index = recall - 1;
                if (index <= byte.MaxValue)
                {
                    at = PickleOpcode.Binget;
                    Unsafe.Add(ref at, 1) = (byte)index;
                    at = ref Unsafe.Add(ref at, 2);
                }
                else
                {
                    at = PickleOpcode.LongBinget;
                    WriteInt32(ref Unsafe.Add(ref at, 1), index);
                    at = ref Unsafe.Add(ref at, 5);
                }

                saved++;
            }

            _output.Advance((int)Unsafe.ByteOffset(ref start, ref at));
            if (saved == run)
            {
                continue;
            }

            PyValue value = palette[places[saved]];
            if (!TrySaveLeaf(value))
            {
                return saved;
            }

            _recalls[places[saved]] = value.RawReference is string ? _memo.FindRead(value.Bits) + 1 : 0;
            saved++;
        }

        return saved;
    }

    private ReadOnlySpan<int> RecallsOf(PyList list, int count)
    {
        if (!ReferenceEquals(_repeating, list))
        {
            if (_recalls.Length < count)
            {
                ArrayPool<int>.Shared.Return(_recalls);
                _recalls = ArrayPool<int>.Shared.Rent(count);
            }

            _recalls.AsSpan(0, count).Clear();
            _repeating = list;
        }

        return _recalls.AsSpan(0, count);
    }
}
