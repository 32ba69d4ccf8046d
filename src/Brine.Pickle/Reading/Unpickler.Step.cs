using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>Every opcode, one at a time, and what is wrong with it.</summary>
public sealed partial class Unpickler
{
    /// <summary>Carries out one opcode, whichever it is but STOP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step(ref PickleReader reader, byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                byte protocol = reader.ReadByte();
                if (protocol > 5)
                {
                    reader.Throw("FormatProtocol",
                        $"the file declares pickle protocol {protocol}, the newest is 5; it is not a pickle, or corrupt");
                }

                _protocol = protocol;
                break;
            case PickleOpcode.Frame:
                long frame = System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(reader.Take(8));
                if (frame < 0 || (_input.IsWhole && frame > reader.Data.Length - reader.Position))
                {
                    reader.Throw("FormatTruncated",
                        $"a frame of {(ulong)frame} bytes is announced and {reader.Data.Length - reader.Position} are left; the file was "
                            + "cut off: fetch it again");
                }

                break;

            case PickleOpcode.None:
                Push(ref reader, default);
                break;
            case PickleOpcode.Newtrue:
                Push(ref reader, PyValue.True);
                break;
            case PickleOpcode.Newfalse:
                Push(ref reader, PyValue.False);
                break;
            case PickleOpcode.Binint1:
                Push(ref reader, PyValue.FromInt64(reader.ReadByte()));
                break;
            case PickleOpcode.Binint2:
                Push(ref reader, PyValue.FromInt64(reader.ReadUInt16()));
                break;
            case PickleOpcode.Binint:
                Push(ref reader, PyValue.FromInt64(reader.ReadInt32()));
                break;
            case PickleOpcode.Binfloat:
                Push(ref reader, PyValue.FromDouble(reader.ReadFloat64()));
                break;
            case PickleOpcode.Long1:
                Push(ref reader, ReadLong(ref reader, OpcodeOperand.Long8));
                break;
            case PickleOpcode.Long4:
                Push(ref reader, ReadLong(ref reader, OpcodeOperand.LongInt32));
                break;
            case PickleOpcode.Int:
                Push(ref reader, ReadIntegerLine(ref reader));
                break;
            case PickleOpcode.Long:
                Push(ref reader, ReadLongLine(ref reader));
                break;
            case PickleOpcode.Float:
                if (!PickleText.TryParseFloatLine(ReadFilledLine(ref reader), out double number))
                {
                    reader.Throw("FormatNumber", "the text of a float is not a number; the file is corrupt, or not a pickle");
                }

                Push(ref reader, PyValue.FromDouble(number));
                break;

            case PickleOpcode.ShortBinunicode:
                Push(ref reader, ReadUtf8(ref reader, OpcodeOperand.Utf8Of8));
                break;
            case PickleOpcode.Binunicode:
                Push(ref reader, ReadUtf8(ref reader, OpcodeOperand.Utf8Of32));
                break;
            case PickleOpcode.Binunicode8:
                Push(ref reader, ReadUtf8(ref reader, OpcodeOperand.Utf8Of64));
                break;
            case PickleOpcode.Unicode:
                string? text = PickleText.DecodeRawUnicodeEscape(reader.ReadLine());
                if (text is null)
                {
                    reader.Throw("FormatText", "an escape in a line of text is cut off; the file is corrupt");
                }

                Push(ref reader, PyValue.FromText(text));
                break;
            case PickleOpcode.String:
                byte[]? quoted = PickleText.DecodeQuoted(reader.ReadLine());
                if (quoted is null)
                {
                    reader.Throw("FormatText", "the quotes around a string do not match; the file is corrupt, or not a pickle");
                }

                Push(ref reader, ByteString(ref reader, quoted));
                break;
            case PickleOpcode.ShortBinstring:
                Push(ref reader, ByteString(ref reader, ReadBytes(ref reader, OpcodeOperand.Bytes8)));
                break;
            case PickleOpcode.Binstring:
                Push(ref reader, ByteString(ref reader, ReadBytes(ref reader, OpcodeOperand.BytesInt32)));
                break;
            case PickleOpcode.ShortBinbytes:
                Push(ref reader, new PyBytes(ReadBytes(ref reader, OpcodeOperand.Bytes8)));
                break;
            case PickleOpcode.Binbytes:
                Push(ref reader, ReadAnyBytes(ref reader, OpcodeOperand.Bytes32));
                break;
            case PickleOpcode.Binbytes8:
                Push(ref reader, ReadAnyBytes(ref reader, OpcodeOperand.Bytes64));
                break;
            case PickleOpcode.Bytearray8:
                Push(ref reader, new PyByteArray(ReadBytes(ref reader, OpcodeOperand.Bytes64)));
                break;
            case PickleOpcode.NextBuffer:
                Push(ref reader, NextBuffer(ref reader));
                break;
            case PickleOpcode.ReadonlyBuffer:
                Need(ref reader, 1);
                if (_stack[_top - 1].As<PyByteArray>() is { } writable)
                {
                    _stack[_top - 1] = new PyBytes(writable.Memory) { IsBuffer = writable.IsBuffer };
                }
                else if (_stack[_top - 1].Kind != PyKind.Bytes)
                {
                    reader.Throw("FormatStack", $"a {_stack[_top - 1].Kind} is not a buffer; the file is corrupt, or not a pickle");
                }

                break;

            case PickleOpcode.Mark:
                PushMark(ref reader);
                break;
            case PickleOpcode.Pop:
                if (_markCount > 0 && _marks[_markCount - 1] == _top)
                {
                    _markCount--;
                    break;
                }

                Need(ref reader, 1);
                KeepSetter();
                _stack[--_top] = default;
                break;
            case PickleOpcode.PopMark:
                _top = PopMark(ref reader);
                break;
            case PickleOpcode.Dup:
                Need(ref reader, 1);
                Push(ref reader, _stack[_top - 1]);
                break;

            case PickleOpcode.EmptyList:
                Push(ref reader, new PyList());
                break;
            case PickleOpcode.EmptyDict:
                Push(ref reader, new PyDict());
                break;
            case PickleOpcode.EmptySet:
                Push(ref reader, new PySet(isFrozen: false));
                break;
            case PickleOpcode.EmptyTuple:
                Push(ref reader, PyTuple.Empty);
                break;
            case PickleOpcode.Tuple1:
                PushTuple(ref reader, 1);
                break;
            case PickleOpcode.Tuple2:
                PushTuple(ref reader, 2);
                break;
            case PickleOpcode.Tuple3:
                PushTuple(ref reader, 3);
                break;
            case PickleOpcode.Tuple:
                int tupleMark = PopMark(ref reader);
                Replace(ref reader, tupleMark, PyTuple.Of(_stack.AsSpan(tupleMark, _top - tupleMark)));
                break;
            case PickleOpcode.List:
                int listMark = PopMark(ref reader);
                var list = new PyList();
                list.AddRange(_stack.AsSpan(listMark, _top - listMark));
                Replace(ref reader, listMark, list);
                break;
            case PickleOpcode.Dict:
                int dictMark = PopMark(ref reader);
                var dict = new PyDict();
                SetItems(ref reader, dict, dictMark);
                Replace(ref reader, dictMark, dict);
                break;
            case PickleOpcode.Frozenset:
                int frozenMark = PopMark(ref reader);
                var frozen = new PySet(isFrozen: true);
                AddItems(ref reader, frozen, frozenMark);
                Replace(ref reader, frozenMark, frozen);
                break;
            case PickleOpcode.Append:
                Need(ref reader, 2);
                Append(ref reader, _top - 1);
                break;
            case PickleOpcode.Appends:
                Append(ref reader, PopMark(ref reader));
                break;
            case PickleOpcode.Setitem:
                Need(ref reader, 3);
                SetItems(ref reader, _top - 2);
                break;
            case PickleOpcode.Setitems:
                SetItems(ref reader, PopMark(ref reader));
                break;
            case PickleOpcode.Additems:
                int addMark = PopMark(ref reader);
                NeedBelow(ref reader, addMark);
                if (addMark == _top)
                {
                    break;
                }

                if (_stack[addMark - 1].As<PySet>() is not { IsFrozen: false } set)
                {
                    reader.Throw("FormatStack", "items are added to something that is not a set; the file is corrupt");
                    return;
                }

                AddItems(ref reader, set, addMark);
                _top = addMark;
                break;

            case PickleOpcode.Memoize:
                Need(ref reader, 1);
                _memo.Set(_memo.Count, _stack[_top - 1]);
                break;
            case PickleOpcode.Binput:
                Need(ref reader, 1);
                _memo.Set(reader.ReadByte(), _stack[_top - 1]);
                break;
            case PickleOpcode.LongBinput:
                Need(ref reader, 1);
                _memo.Set(reader.ReadUInt32(), _stack[_top - 1]);
                break;
            case PickleOpcode.Put:
                Need(ref reader, 1);
                _memo.Set(ReadIndexLine(ref reader), _stack[_top - 1]);
                break;
            case PickleOpcode.Binget:
                Recall(ref reader, reader.ReadByte());
                break;
            case PickleOpcode.LongBinget:
                Recall(ref reader, reader.ReadUInt32());
                break;
            case PickleOpcode.Get:
                Recall(ref reader, ReadIndexLine(ref reader));
                break;

            default:
                RunObjectOpcode(ref reader, opcode);
                break;
        }
    }
}
