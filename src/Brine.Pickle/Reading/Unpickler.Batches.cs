using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>Batches of list items that are all alike, read without the stack.</summary>
public sealed partial class Unpickler
{
    /// <summary>CPython writes the items of a list in batches of a thousand.</summary>
    private const int BatchSize = 1024;

    private long[]? _batch;
    private PyValue[]? _recalled;

    /// <summary>Reads a batch of ints, or of floats, that a list takes as plain numbers.</summary>
    /// <returns>Where the next opcode stands, or 0 where the batch is not such a one: then nothing was done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadBatch(ReadOnlySpan<byte> data, int position, PyList list)
    {
        ref byte origin = ref MemoryMarshal.GetReference(data);
        if (Unsafe.Add(ref origin, position) is PickleOpcode.Binget or PickleOpcode.LongBinget)
        {
            return ReadRepeats(data, position, list) is var end and > 0 ? end : ReadRecalled(data, position, list);
        }

        int last = data.Length - LookAhead, count = 0;
        bool isFloat = Unsafe.Add(ref origin, position) == PickleOpcode.Binfloat;
        long[] batch = _batch ??= new long[BatchSize];
        while (position <= last && count < batch.Length)
        {
            ref byte at = ref Unsafe.Add(ref origin, position);
            if (isFloat && at != PickleOpcode.Frame)
            {
                if (at != PickleOpcode.Binfloat)
                {
                    break;
                }

                batch[count++] = ReadInt64BigEndian(ref at, 1);
                position += 9;
            }
            else if (at == PickleOpcode.Binint)
            {
                batch[count++] = ReadInt32(ref at, 1);
                position += 5;
            }
            else if (at == PickleOpcode.Frame && IsWholeFrame(ref at, data.Length - position))
            {
                position += 9;
            }
            else if (at == PickleOpcode.Binint2)
            {
                batch[count++] = ReadUInt16(ref at, 1);
                position += 3;
            }
            else if (at == PickleOpcode.Binint1)
            {
                batch[count++] = Unsafe.Add(ref at, 1);
                position += 2;
            }
            else
            {
                break;
            }
        }

        if (count == 0 || position > last || Unsafe.Add(ref origin, position) != PickleOpcode.Appends)
        {
            return 0;
        }

        if (list.IsFull(count, isFloat) && CountAhead(data, position + 1, isFloat) is var more and > 0)
        {
            list.Reserve(count + more);
        }

        return list.TryLoad(batch.AsSpan(0, count), isFloat, _unsettled) ? position + 1 : 0;
    }

    /// <summary>Reads a batch of values that were all met before.</summary>
    /// <returns>As <see cref="ReadBatch"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadRecalled(ReadOnlySpan<byte> data, int position, PyList list)
    {
        ref byte origin = ref MemoryMarshal.GetReference(data);
        int last = data.Length - LookAhead, count = 0;
        PyValue[] batch = _recalled ??= new PyValue[BatchSize];
        while (position <= last && count < batch.Length)
        {
            ref byte at = ref Unsafe.Add(ref origin, position);
            if (at == PickleOpcode.LongBinget && _memo.TryGet((uint)ReadInt32(ref at, 1), out batch[count]))
            {
                position += 5;
            }
            else if (at == PickleOpcode.Binget && _memo.TryGet(Unsafe.Add(ref at, 1), out batch[count]))
            {
                position += 2;
            }
            else if (at == PickleOpcode.Frame && IsWholeFrame(ref at, data.Length - position))
            {
                position += 9;
                continue;
            }
            else
            {
                break;
            }

            count++;
        }

        if (count == 0 || position > last || Unsafe.Add(ref origin, position) != PickleOpcode.Appends)
        {
            return 0;
        }

        list.Load(batch.AsSpan(0, count), _unsettled);
        return position + 1;
    }
}
