using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>
/// The opcodes of which files have millions, in a loop that keeps the position and the stack in registers. Whatever is rare, wrong or near
/// the end of the data is left to <see cref="Step"/>, which knows every opcode and says what is wrong.
/// </summary>
public sealed partial class Unpickler
{
    /// <summary>The opcodes below look no further ahead than this, texts aside.</summary>
    private const int LookAhead = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunFastPath(ref PickleReader reader)
    {
        ReadOnlySpan<byte> data = reader.Data;
        ref byte origin = ref MemoryMarshal.GetReference(data);
        int position = reader.Position, last = data.Length - LookAhead;
        int top = _top, floor = _markCount == 0 ? 0 : _marks[_markCount - 1];
        PyValue[] stack = _stack;
        UnpicklerMemo memo = _memo;
        while (position <= last && top < stack.Length)
        {
            ref byte at = ref Unsafe.Add(ref origin, position);
            switch (at)
            {
                case PickleOpcode.Binint1:
                    stack[top++] = PyValue.FromInt64(Unsafe.Add(ref at, 1));
                    position += 2;
                    continue;
                case PickleOpcode.Binint2:
                    stack[top++] = PyValue.FromInt64(ReadUInt16(ref at, 1));
                    position += 3;
                    continue;
                case PickleOpcode.Binint:
                    stack[top++] = PyValue.FromInt64(ReadInt32(ref at, 1));
                    position += 5;
                    continue;
                case PickleOpcode.Binfloat:
                    stack[top++] = new PyValue(PyTag.Float, ReadInt64BigEndian(ref at, 1));
                    position += 9;
                    continue;
                case PickleOpcode.None:
                    stack[top++] = default;
                    position++;
                    continue;
                case PickleOpcode.Newtrue:
                    stack[top++] = PyValue.True;
                    position++;
                    continue;
                case PickleOpcode.Newfalse:
                    stack[top++] = PyValue.False;
                    position++;
                    continue;

                case PickleOpcode.ShortBinunicode:
                {
                    int length = Unsafe.Add(ref at, 1);
                    if (length > last - position || !AsciiText.TryRead(ref Unsafe.Add(ref at, 2), length, out string? text))
                    {
                        break;
                    }

                    PyValue value = PyValue.FromText(text);
                    stack[top++] = value;
                    position += 2 + length;
                    if (Unsafe.Add(ref origin, position) == PickleOpcode.Memoize && memo.TryAdd(value))
                    {
                        position++;
                    }

                    continue;
                }

                case PickleOpcode.Binunicode:
                {
                    uint length = (uint)ReadInt32(ref at, 1);
                    if (length > (uint)(last - position) || !AsciiText.TryRead(ref Unsafe.Add(ref at, 5), (int)length, out string? text))
                    {
                        break;
                    }

                    stack[top++] = PyValue.FromText(text);
                    position += 5 + (int)length;
                    continue;
                }

                case PickleOpcode.Memoize:
                    if (top <= floor || !memo.TryAdd(stack[top - 1]))
                    {
                        break;
                    }

                    position++;
                    continue;
                case PickleOpcode.Binput:
                    if (top <= floor || Unsafe.Add(ref at, 1) != memo.Count || !memo.TryAdd(stack[top - 1]))
                    {
                        break;
                    }

                    position += 2;
                    continue;
                case PickleOpcode.LongBinput:
                    if (top <= floor || ReadInt32(ref at, 1) != memo.Count || !memo.TryAdd(stack[top - 1]))
                    {
                        break;
                    }

                    position += 5;
                    continue;
                case PickleOpcode.Binget:
                {
                    if (!memo.TryGet(Unsafe.Add(ref at, 1), out PyValue value))
                    {
                        break;
                    }

                    stack[top++] = value;
                    position += 2;
                    continue;
                }

                case PickleOpcode.LongBinget:
                {
                    if (!memo.TryGet((uint)ReadInt32(ref at, 1), out PyValue value))
                    {
                        break;
                    }

                    stack[top++] = value;
                    position += 5;
                    continue;
                }

                case PickleOpcode.Frame:
                    if (!IsWholeFrame(ref at, data.Length - position))
                    {
                        break;
                    }

                    position += 9;
                    continue;
                case PickleOpcode.EmptyTuple:
                    stack[top++] = PyTuple.Empty;
                    position++;
                    continue;
                case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                {
                    int count = at - PickleOpcode.Tuple1 + 1;
                    if (top - count < floor)
                    {
                        break;
                    }

                    top -= count;
                    PyValue value = PyTuple.Of(new ReadOnlySpan<PyValue>(stack, top, count));
                    stack[top++] = value;
                    position++;
                    if (Unsafe.Add(ref origin, position) == PickleOpcode.Memoize && memo.TryAdd(value))
                    {
                        position++;
                    }

                    continue;
                }

                case PickleOpcode.Newobj:
                {
                    if (top - 2 < floor || stack[top - 2].RawReference is not PyGlobal
                        || stack[top - 1].RawReference is not PyTuple arguments)
                    {
                        break;
                    }

                    PyValue value = new PyObject(stack[top - 2], arguments, PyConstruction.NewObject);
                    stack[--top - 1] = value;
                    position++;
                    if (Unsafe.Add(ref origin, position) == PickleOpcode.Memoize && memo.TryAdd(value))
                    {
                        position++;
                    }

                    continue;
                }

                case PickleOpcode.EmptyList:
                {
                    PyValue value = new PyList();
                    stack[top++] = value;
                    position++;
                    if (Unsafe.Add(ref origin, position) == PickleOpcode.Memoize && memo.TryAdd(value))
                    {
                        position++;
                    }

                    continue;
                }

                case PickleOpcode.EmptyDict:
                {
                    if (_patience > 0 && top > floor && stack[top - 1].RawReference is PyObject { IsBare: true } bare
                        && ReadState(data, position, bare) is var end and > 0)
                    {
                        position = end;
                        continue;
                    }

                    PyValue value = new PyDict();
                    stack[top++] = value;
                    position++;
                    if (Unsafe.Add(ref origin, position) == PickleOpcode.Memoize && memo.TryAdd(value))
                    {
                        position++;
                    }

                    continue;
                }

                case PickleOpcode.Mark:
                {
                    if (_markCount == _marks.Length)
                    {
                        break;
                    }

                    if (top > floor && stack[top - 1].RawReference is PyList list && ReadBatch(data, position + 1, list) is var end and > 0)
                    {
                        position = end;
                        continue;
                    }

                    floor = _marks[_markCount++] = top;
                    position++;
                    continue;
                }

                case PickleOpcode.Appends:
                {
                    if (!HasTarget(floor) || stack[floor - 1].RawReference is not PyList list || top == floor)
                    {
                        break;
                    }

                    list.Load(new ReadOnlySpan<PyValue>(stack, floor, top - floor), _unsettled);
                    top = floor;
                    floor = --_markCount == 0 ? 0 : _marks[_markCount - 1];
                    position++;
                    continue;
                }

                case PickleOpcode.Append:
                {
                    if (top - 2 < floor || stack[top - 2].RawReference is not PyList list)
                    {
                        break;
                    }

                    list.Load(new ReadOnlySpan<PyValue>(stack, --top, 1), _unsettled);
                    position++;
                    continue;
                }

                case PickleOpcode.Setitem:
                {
                    if (top - 3 < floor || stack[top - 3].RawReference is not PyDict dict || stack[top - 2].RawReference is not string)
                    {
                        break;
                    }

                    top -= 2;
                    dict.SetItems(new ReadOnlySpan<PyValue>(stack, top, 2), _sharedKeys);
                    position++;
                    continue;
                }

                case PickleOpcode.Setitems:
                {
                    if (!HasTarget(floor) || ((top - floor) & 1) != 0 || stack[floor - 1].RawReference is not PyDict dict
                        || !AreTextKeys(stack, floor, top))
                    {
                        break;
                    }

                    if (dict.IsFull((top - floor) / 2))
                    {
                        dict.Reserve(((top - floor) / 2) + CountEntriesAhead(data, position + 1));
                    }

                    dict.SetItems(new ReadOnlySpan<PyValue>(stack, floor, top - floor), _sharedKeys);
                    top = floor;
                    floor = --_markCount == 0 ? 0 : _marks[_markCount - 1];
                    position++;
                    continue;
                }
            }

            break;
        }

        _top = top;
        reader.MoveTo(position);
    }

    /// <summary>True when all of a frame is at hand: nothing more is asked of it.</summary>
    private static bool IsWholeFrame(ref byte at, int left)
    {
        long length = Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref at, 1));
        return (ulong)(BitConverter.IsLittleEndian ? length : BinaryPrimitives.ReverseEndianness(length)) <= (ulong)(left - 9);
    }

    /// <summary>True when a value stands below the topmost mark, and above the mark before.</summary>
    private bool HasTarget(int mark) => _markCount > 0 && mark > (_markCount == 1 ? 0 : _marks[_markCount - 2]);

    private static bool AreTextKeys(PyValue[] stack, int first, int top)
    {
        for (int i = first; i < top; i += 2)
        {
            if (stack[i].RawReference is not string)
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadUInt16(ref byte at, int offset)
    {
        ushort value = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref at, offset));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadInt32(ref byte at, int offset)
    {
        int value = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref at, offset));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ReadInt64BigEndian(ref byte at, int offset)
    {
        long value = Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref at, offset));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
