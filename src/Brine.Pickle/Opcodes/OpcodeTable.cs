namespace Brine.Pickling;

/// <summary>
/// Every opcode of pickle protocols 0 to 5: the one source for the reader, the writer, the disassembler and the scanner.
/// Names, operands and stack effects are those of CPython's <c>pickletools</c>.
/// </summary>
public static class OpcodeTable
{
    private static readonly OpcodeInfo?[] ByCode = Index();

    /// <summary>All 68 opcodes, by protocol and then by code.</summary>
    public static IReadOnlyList<OpcodeInfo> All { get; } = [.. ByCode.OfType<OpcodeInfo>().OrderBy(info => info.Protocol).ThenBy(info => info.Code)];

    /// <summary>The opcode of this byte, or null where there is none.</summary>
    public static OpcodeInfo? Find(byte code) => ByCode[code];

    internal static string NameOf(byte code) => ByCode[code]?.Name ?? $"0x{code:x2}";

    private static OpcodeInfo?[] Index()
    {
        var byCode = new OpcodeInfo?[256];
        OpcodeInfo[] rows =
        [
            new(Op.Mark, "MARK", OpcodeOperand.None, 0, "", "mark"),
            new(Op.Stop, "STOP", OpcodeOperand.None, 0, "any", ""),
            new(Op.Pop, "POP", OpcodeOperand.None, 0, "any", ""),
            new(Op.Dup, "DUP", OpcodeOperand.None, 0, "any", "any any"),
            new(Op.Float, "FLOAT", OpcodeOperand.FloatLine, 0, "", "float"),
            new(Op.Int, "INT", OpcodeOperand.IntegerLine, 0, "", "int_or_bool"),
            new(Op.Long, "LONG", OpcodeOperand.LongLine, 0, "", "int"),
            new(Op.None, "NONE", OpcodeOperand.None, 0, "", "None"),
            new(Op.Persid, "PERSID", OpcodeOperand.Line, 0, "", "any"),
            new(Op.Reduce, "REDUCE", OpcodeOperand.None, 0, "any any", "any"),
            new(Op.String, "STRING", OpcodeOperand.QuotedLine, 0, "", "bytes_or_str"),
            new(Op.Unicode, "UNICODE", OpcodeOperand.UnicodeLine, 0, "", "str"),
            new(Op.Append, "APPEND", OpcodeOperand.None, 0, "list any", "list"),
            new(Op.Build, "BUILD", OpcodeOperand.None, 0, "any any", "any"),
            new(Op.Global, "GLOBAL", OpcodeOperand.TwoLines, 0, "", "any"),
            new(Op.Dict, "DICT", OpcodeOperand.None, 0, "mark stackslice", "dict"),
            new(Op.Get, "GET", OpcodeOperand.IntegerLine, 0, "", "any"),
            new(Op.Inst, "INST", OpcodeOperand.TwoLines, 0, "mark stackslice", "any"),
            new(Op.List, "LIST", OpcodeOperand.None, 0, "mark stackslice", "list"),
            new(Op.Put, "PUT", OpcodeOperand.IntegerLine, 0, "", ""),
            new(Op.Setitem, "SETITEM", OpcodeOperand.None, 0, "dict any any", "dict"),
            new(Op.Tuple, "TUPLE", OpcodeOperand.None, 0, "mark stackslice", "tuple"),
            new(Op.EmptyTuple, "EMPTY_TUPLE", OpcodeOperand.None, 1, "", "tuple"),
            new(Op.PopMark, "POP_MARK", OpcodeOperand.None, 1, "mark stackslice", ""),
            new(Op.Binfloat, "BINFLOAT", OpcodeOperand.Float64, 1, "", "float"),
            new(Op.Binint, "BININT", OpcodeOperand.Int32, 1, "", "int"),
            new(Op.Binint1, "BININT1", OpcodeOperand.UInt8, 1, "", "int"),
            new(Op.Binint2, "BININT2", OpcodeOperand.UInt16, 1, "", "int"),
            new(Op.Binpersid, "BINPERSID", OpcodeOperand.None, 1, "any", "any"),
            new(Op.Binstring, "BINSTRING", OpcodeOperand.BytesInt32, 1, "", "bytes_or_str"),
            new(Op.ShortBinstring, "SHORT_BINSTRING", OpcodeOperand.Bytes8, 1, "", "bytes_or_str"),
            new(Op.Binunicode, "BINUNICODE", OpcodeOperand.Utf8Of32, 1, "", "str"),
            new(Op.EmptyList, "EMPTY_LIST", OpcodeOperand.None, 1, "", "list"),
            new(Op.Appends, "APPENDS", OpcodeOperand.None, 1, "list mark stackslice", "list"),
            new(Op.Binget, "BINGET", OpcodeOperand.UInt8, 1, "", "any"),
            new(Op.LongBinget, "LONG_BINGET", OpcodeOperand.UInt32, 1, "", "any"),
            new(Op.Obj, "OBJ", OpcodeOperand.None, 1, "mark any stackslice", "any"),
            new(Op.Binput, "BINPUT", OpcodeOperand.UInt8, 1, "", ""),
            new(Op.LongBinput, "LONG_BINPUT", OpcodeOperand.UInt32, 1, "", ""),
            new(Op.Setitems, "SETITEMS", OpcodeOperand.None, 1, "dict mark stackslice", "dict"),
            new(Op.EmptyDict, "EMPTY_DICT", OpcodeOperand.None, 1, "", "dict"),
            new(Op.Proto, "PROTO", OpcodeOperand.UInt8, 2, "", ""),
            new(Op.Newobj, "NEWOBJ", OpcodeOperand.None, 2, "any any", "any"),
            new(Op.Ext1, "EXT1", OpcodeOperand.UInt8, 2, "", "any"),
            new(Op.Ext2, "EXT2", OpcodeOperand.UInt16, 2, "", "any"),
            new(Op.Ext4, "EXT4", OpcodeOperand.Int32, 2, "", "any"),
            new(Op.Tuple1, "TUPLE1", OpcodeOperand.None, 2, "any", "tuple"),
            new(Op.Tuple2, "TUPLE2", OpcodeOperand.None, 2, "any any", "tuple"),
            new(Op.Tuple3, "TUPLE3", OpcodeOperand.None, 2, "any any any", "tuple"),
            new(Op.Newtrue, "NEWTRUE", OpcodeOperand.None, 2, "", "bool"),
            new(Op.Newfalse, "NEWFALSE", OpcodeOperand.None, 2, "", "bool"),
            new(Op.Long1, "LONG1", OpcodeOperand.Long8, 2, "", "int"),
            new(Op.Long4, "LONG4", OpcodeOperand.LongInt32, 2, "", "int"),
            new(Op.Binbytes, "BINBYTES", OpcodeOperand.Bytes32, 3, "", "bytes"),
            new(Op.ShortBinbytes, "SHORT_BINBYTES", OpcodeOperand.Bytes8, 3, "", "bytes"),
            new(Op.ShortBinunicode, "SHORT_BINUNICODE", OpcodeOperand.Utf8Of8, 4, "", "str"),
            new(Op.Binunicode8, "BINUNICODE8", OpcodeOperand.Utf8Of64, 4, "", "str"),
            new(Op.Binbytes8, "BINBYTES8", OpcodeOperand.Bytes64, 4, "", "bytes"),
            new(Op.EmptySet, "EMPTY_SET", OpcodeOperand.None, 4, "", "set"),
            new(Op.Additems, "ADDITEMS", OpcodeOperand.None, 4, "set mark stackslice", "set"),
            new(Op.Frozenset, "FROZENSET", OpcodeOperand.None, 4, "mark stackslice", "frozenset"),
            new(Op.NewobjEx, "NEWOBJ_EX", OpcodeOperand.None, 4, "any any any", "any"),
            new(Op.StackGlobal, "STACK_GLOBAL", OpcodeOperand.None, 4, "str str", "any"),
            new(Op.Memoize, "MEMOIZE", OpcodeOperand.None, 4, "any", "any"),
            new(Op.Frame, "FRAME", OpcodeOperand.UInt64, 4, "", ""),
            new(Op.Bytearray8, "BYTEARRAY8", OpcodeOperand.Bytes64, 5, "", "bytearray"),
            new(Op.NextBuffer, "NEXT_BUFFER", OpcodeOperand.None, 5, "", "buffer"),
            new(Op.ReadonlyBuffer, "READONLY_BUFFER", OpcodeOperand.None, 5, "buffer", "buffer"),
        ];
        foreach (OpcodeInfo row in rows)
        {
            byCode[row.Code] = row;
        }

        return byCode;
    }
}
