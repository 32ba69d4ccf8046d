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
            case Opcode.Proto:
                byte protocol = reader.ReadByte();
                if (protocol > 5)
                {
                    reader.Throw("FormatProtocol", $"the file declares pickle protocol {protocol}, the newest is 5; it is no pickle, or corrupt");
                }

                _protocol = protocol;
                break;
            case Opcode.Frame:
                long frame = System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(reader.Take(8));
                if (frame < 0 || (_input.IsWhole && frame > reader.Data.Length - reader.Position))
                {
                    reader.Throw("FormatTruncated", $"a frame of {(ulong)frame} bytes is announced and {reader.Data.Length - reader.Position} are left; the file was cut off: fetch it again");
                }

                break;

            case Opcode.None:
                Push(ref reader, default);
                break;
            case Opcode.Newtrue:
                Push(ref reader, PyValue.True);
                break;
            case Opcode.Newfalse:
                Push(ref reader, PyValue.False);
                break;
            case Opcode.Binint1:
                Push(ref reader, PyValue.FromInt64(reader.ReadByte()));
                break;
            case Opcode.Binint2:
                Push(ref reader, PyValue.FromInt64(reader.ReadUInt16()));
                break;
            case Opcode.Binint:
                Push(ref reader, PyValue.FromInt64(reader.ReadInt32()));
                break;
            case Opcode.Binfloat:
                Push(ref reader, PyValue.FromDouble(reader.ReadFloat64()));
                break;
            case Opcode.Long1:
                Push(ref reader, ReadLong(ref reader, OpcodeOperand.Long8));
                break;
            case Opcode.Long4:
                Push(ref reader, ReadLong(ref reader, OpcodeOperand.LongInt32));
                break;
            case Opcode.Int:
                Push(ref reader, ReadIntegerLine(ref reader));
                break;
            case Opcode.Long:
                Push(ref reader, ReadLongLine(ref reader));
                break;
            case Opcode.Float:
                if (!PickleText.TryParseFloatLine(ReadFilledLine(ref reader), out double number))
                {
                    reader.Throw("FormatNumber", "the text of a float is not a number; the file is corrupt, or no pickle");
                }

                Push(ref reader, PyValue.FromDouble(number));
                break;

            case Opcode.ShortBinunicode:
                Push(ref reader, ReadUtf8(ref reader, OpcodeOperand.Utf8Of8));
                break;
            case Opcode.Binunicode:
                Push(ref reader, ReadUtf8(ref reader, OpcodeOperand.Utf8Of32));
                break;
            case Opcode.Binunicode8:
                Push(ref reader, ReadUtf8(ref reader, OpcodeOperand.Utf8Of64));
                break;
            case Opcode.Unicode:
                string? text = PickleText.DecodeRawUnicodeEscape(reader.ReadLine());
                if (text is null)
                {
                    reader.Throw("FormatText", "an escape in a line of text is cut off; the file is corrupt");
                }

                Push(ref reader, PyValue.FromText(text));
                break;
            case Opcode.String:
                byte[]? quoted = PickleText.DecodeQuoted(reader.ReadLine());
                if (quoted is null)
                {
                    reader.Throw("FormatText", "the quotes around a string do not match; the file is corrupt, or no pickle");
                }

                Push(ref reader, ByteString(ref reader, quoted));
                break;
            case Opcode.ShortBinstring:
                Push(ref reader, ByteString(ref reader, ReadBytes(ref reader, OpcodeOperand.Bytes8)));
                break;
            case Opcode.Binstring:
                Push(ref reader, ByteString(ref reader, ReadBytes(ref reader, OpcodeOperand.BytesInt32)));
                break;
            case Opcode.ShortBinbytes:
                Push(ref reader, new PyBytes(ReadBytes(ref reader, OpcodeOperand.Bytes8)));
                break;
            case Opcode.Binbytes:
                Push(ref reader, ReadAnyBytes(ref reader, OpcodeOperand.Bytes32));
                break;
            case Opcode.Binbytes8:
                Push(ref reader, ReadAnyBytes(ref reader, OpcodeOperand.Bytes64));
                break;
            case Opcode.Bytearray8:
                Push(ref reader, new PyByteArray(ReadBytes(ref reader, OpcodeOperand.Bytes64)));
                break;
            case Opcode.NextBuffer:
                Push(ref reader, NextBuffer(ref reader));
                break;
            case Opcode.ReadonlyBuffer:
                Need(ref reader, 1);
                if (_stack[_top - 1].As<PyByteArray>() is { } writable)
                {
                    _stack[_top - 1] = new PyBytes(writable.Memory) { IsBuffer = writable.IsBuffer };
                }
                else if (_stack[_top - 1].Kind != PyKind.Bytes)
                {
                    reader.Throw("FormatStack", $"a {_stack[_top - 1].Kind} is no buffer; the file is corrupt, or no pickle");
                }

                break;

            case Opcode.Mark:
                PushMark(ref reader);
                break;
            case Opcode.Pop:
                if (_markCount > 0 && _marks[_markCount - 1] == _top)
                {
                    _markCount--;
                    break;
                }

                Need(ref reader, 1);
                KeepSetter();
                _stack[--_top] = default;
                break;
            case Opcode.PopMark:
                _top = PopMark(ref reader);
                break;
            case Opcode.Dup:
                Need(ref reader, 1);
                Push(ref reader, _stack[_top - 1]);
                break;

            case Opcode.EmptyList:
                Push(ref reader, new PyList());
                break;
            case Opcode.EmptyDict:
                Push(ref reader, new PyDict());
                break;
            case Opcode.EmptySet:
                Push(ref reader, new PySet(isFrozen: false));
                break;
            case Opcode.EmptyTuple:
                Push(ref reader, PyTuple.Empty);
                break;
            case Opcode.Tuple1:
                PushTuple(ref reader, 1);
                break;
            case Opcode.Tuple2:
                PushTuple(ref reader, 2);
                break;
            case Opcode.Tuple3:
                PushTuple(ref reader, 3);
                break;
            case Opcode.Tuple:
                int tupleMark = PopMark(ref reader);
                Replace(ref reader, tupleMark, PyTuple.Of(_stack.AsSpan(tupleMark, _top - tupleMark)));
                break;
            case Opcode.List:
                int listMark = PopMark(ref reader);
                var list = new PyList();
                list.AddRange(_stack.AsSpan(listMark, _top - listMark));
                Replace(ref reader, listMark, list);
                break;
            case Opcode.Dict:
                int dictMark = PopMark(ref reader);
                var dict = new PyDict();
                SetItems(ref reader, dict, dictMark);
                Replace(ref reader, dictMark, dict);
                break;
            case Opcode.Frozenset:
                int frozenMark = PopMark(ref reader);
                var frozen = new PySet(isFrozen: true);
                AddItems(ref reader, frozen, frozenMark);
                Replace(ref reader, frozenMark, frozen);
                break;
            case Opcode.Append:
                Need(ref reader, 2);
                Append(ref reader, _top - 1);
                break;
            case Opcode.Appends:
                Append(ref reader, PopMark(ref reader));
                break;
            case Opcode.Setitem:
                Need(ref reader, 3);
                SetItems(ref reader, _top - 2);
                break;
            case Opcode.Setitems:
                SetItems(ref reader, PopMark(ref reader));
                break;
            case Opcode.Additems:
                int addMark = PopMark(ref reader);
                NeedBelow(ref reader, addMark);
                if (addMark == _top)
                {
                    break;
                }

                if (_stack[addMark - 1].As<PySet>() is not { IsFrozen: false } set)
                {
                    reader.Throw("FormatStack", "items are added to something that is no set; the file is corrupt");
                    return;
                }

                AddItems(ref reader, set, addMark);
                _top = addMark;
                break;

            case Opcode.Memoize:
                Need(ref reader, 1);
                _memo.Set(_memo.Count, _stack[_top - 1]);
                break;
            case Opcode.Binput:
                Need(ref reader, 1);
                _memo.Set(reader.ReadByte(), _stack[_top - 1]);
                break;
            case Opcode.LongBinput:
                Need(ref reader, 1);
                _memo.Set(reader.ReadUInt32(), _stack[_top - 1]);
                break;
            case Opcode.Put:
                Need(ref reader, 1);
                _memo.Set(ReadIndexLine(ref reader), _stack[_top - 1]);
                break;
            case Opcode.Binget:
                Recall(ref reader, reader.ReadByte());
                break;
            case Opcode.LongBinget:
                Recall(ref reader, reader.ReadUInt32());
                break;
            case Opcode.Get:
                Recall(ref reader, ReadIndexLine(ref reader));
                break;

            default:
                RunObjectOpcode(ref reader, opcode);
                break;
        }
    }
}
