using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>The attributes of instances of which a file has many: read at once, without the stack, and made a dict when somebody asks for
/// it.</summary>
public sealed partial class Unpickler
{
    private const int MostPatience = 64;

    private PyValue[]? _attributes;

    // How often in a row such a state may turn out to be none before they are not looked for any more; 0 where nobody may look for them.
    private int _patience;

    /// <summary>Reads a dict of a few attributes, whose names were met before and whose values are numbers or text, that is at once set as
    /// the state of an object.</summary>
    /// <returns>Where the next opcode stands, or 0 where the state is not such a one: then nothing was done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadState(ReadOnlySpan<byte> data, int position, PyObject target)
    {
        _patience--;
        ref byte origin = ref MemoryMarshal.GetReference(data);
        int last = data.Length - LookAhead, count = 0, entries = 1;
        uint isEntry = 0;
        if (position + 2 > last || Unsafe.Add(ref origin, position + 1) != PickleOpcode.Memoize
            || Unsafe.Add(ref origin, position + 2) != PickleOpcode.Mark
            || PyIdentity.Next() != target.Identity + 1)
        {
            return 0;
        }

        position += 3;
        PyValue[] pairs = _attributes ??= new PyValue[2 * PyDict.LinearSearch];
        while (position <= last)
        {
            ref byte at = ref Unsafe.Add(ref origin, position);
            if (at == PickleOpcode.Setitems)
            {
                break;
            }

            if (count == pairs.Length || !TryRecall(ref at, ref position, out pairs[count]))
            {
                return 0;
            }

            at = ref Unsafe.Add(ref origin, position);
            if (!TryReadNumber(ref at, ref position, out PyValue value) && !TryRecall(ref at, ref position, out value))
            {
                int head = at == PickleOpcode.ShortBinunicode ? 2 : 5;
                uint length = at == PickleOpcode.ShortBinunicode ? Unsafe.Add(ref at, 1)
                    : at == PickleOpcode.Binunicode ? (uint)ReadInt32(ref at, 1) : uint.MaxValue;
                if ((long)length > last - position || !AsciiText.TryRead(ref Unsafe.Add(ref at, head), (int)length, out string? text))
                {
                    return 0;
                }

                value = PyValue.FromText(text);
                position += head + (int)length;
                if (Unsafe.Add(ref origin, position) == PickleOpcode.Memoize)
                {
                    position++;
                    entries++;
                    isEntry |= 1u << count;
                }
            }

            pairs[count + 1] = value;
            count += 2;
        }

        ReadOnlySpan<PyValue> found = pairs.AsSpan(0, count);
        if (position > last || Unsafe.Add(ref origin, position + 1) != PickleOpcode.Build || count == 0
            || _sharedKeys.Find(found) is not { } keys
            || !_memo.HasRoom(entries) || !_memo.IsNewest(target))
        {
            return 0;
        }

        _memo.AddState();
        var values = new PyValue[count / 2];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = found[(2 * i) + 1];
            if ((isEntry & (1u << (2 * i))) != 0)
            {
                _memo.TryAdd(values[i]);
            }
        }

        target.BuildLater(keys, values);
        _patience = MostPatience;
        return position + 2;
    }

    /// <summary>Reads a number, a bool or None.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadNumber(ref byte at, ref int position, out PyValue value)
    {
        switch (at)
        {
            case PickleOpcode.Binint1:
                value = PyValue.FromInt64(Unsafe.Add(ref at, 1));
                position += 2;
                return true;
            case PickleOpcode.Binint2:
                value = PyValue.FromInt64(ReadUInt16(ref at, 1));
                position += 3;
                return true;
            case PickleOpcode.Binint:
                value = PyValue.FromInt64(ReadInt32(ref at, 1));
                position += 5;
                return true;
            case PickleOpcode.Binfloat:
                value = new PyValue(PyTag.Float, ReadInt64BigEndian(ref at, 1));
                position += 9;
                return true;
            case PickleOpcode.None:
                value = default;
                position++;
                return true;
            case PickleOpcode.Newtrue or PickleOpcode.Newfalse:
                value = at == PickleOpcode.Newtrue ? PyValue.True : PyValue.False;
                position++;
                return true;
            default:
                value = default;
                return false;
        }
    }

    /// <summary>Reads a value that was met before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryRecall(ref byte at, ref int position, out PyValue value)
    {
        if (at == PickleOpcode.Binget && _memo.TryGet(Unsafe.Add(ref at, 1), out value))
        {
            position += 2;
            return true;
        }

        if (at == PickleOpcode.LongBinget && _memo.TryGet((uint)ReadInt32(ref at, 1), out value))
        {
            position += 5;
            return true;
        }

        value = default;
        return false;
    }
}
