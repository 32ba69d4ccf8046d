using static Brine.Pickling.StackKind;

namespace Brine.Pickling;

/// <summary>
/// Every opcode of pickle protocols 0 to 5: the one source of operands, stack effects and prose for all that reads opcodes.
/// Names, operands, stack effects and prose are those of CPython's <c>pickletools</c>.
/// </summary>
public static class OpcodeTable
{
    /// <summary>The newest protocol.</summary>
    internal const int HighestProtocol = 5;

    private static readonly OpcodeInfo?[] ByCode = Index();

    /// <summary>All 68 opcodes, by protocol and then by code.</summary>
    public static IReadOnlyList<OpcodeInfo> All
    {
        get;
    } = [.. ByCode.OfType<OpcodeInfo>().OrderBy(info => info.Protocol).ThenBy(info => info.Code)];

    /// <summary>The opcode of this byte, or null where there is none.</summary>
    public static OpcodeInfo? Find(byte code) => ByCode[code];

    internal static string NameOf(byte code) => ByCode[code]?.Name ?? $"0x{code:x2}";

    private static OpcodeInfo?[] Index()
    {
        var byCode = new OpcodeInfo?[256];
        OpcodeInfo[] rows =
        [
            new(PickleOpcode.Mark, "MARK", OpcodeOperand.None, 0, [], [Mark], "Push markobject onto the stack."),
            new(PickleOpcode.Stop, "STOP", OpcodeOperand.None, 0, [Any], [], "Stop the unpickling machine."),
            new(PickleOpcode.Pop, "POP", OpcodeOperand.None, 0, [Any], [], "Discard the top stack item, shrinking the stack by one item."),
            new(PickleOpcode.Dup, "DUP", OpcodeOperand.None, 0, [Any], [Any, Any],
                "Push the top stack item onto the stack again, duplicating it."),
            new(PickleOpcode.Float, "FLOAT", OpcodeOperand.FloatLine, 0, [], [Float], "Newline-terminated decimal float literal."),
            new(PickleOpcode.Int, "INT", OpcodeOperand.IntegerLine, 0, [], [IntegerOrBool], "Push an integer or bool."),
            new(PickleOpcode.Long, "LONG", OpcodeOperand.LongLine, 0, [], [Integer], "Push a long integer."),
            new(PickleOpcode.None, "NONE", OpcodeOperand.None, 0, [], [None], "Push None on the stack."),
            new(PickleOpcode.Persid, "PERSID", OpcodeOperand.Line, 0, [], [Any], "Push an object identified by a persistent ID."),
            new(PickleOpcode.Reduce, "REDUCE", OpcodeOperand.None, 0, [Any, Any], [Any],
                "Push an object built from a callable and an argument tuple."),
            new(PickleOpcode.String, "STRING", OpcodeOperand.QuotedLine, 0, [], [BytesOrText], "Push a Python string object."),
            new(PickleOpcode.Unicode, "UNICODE", OpcodeOperand.UnicodeLine, 0, [], [Text], "Push a Python Unicode string object."),
            new(PickleOpcode.Append, "APPEND", OpcodeOperand.None, 0, [List, Any], [List], "Append an object to a list."),
            new(PickleOpcode.Build, "BUILD", OpcodeOperand.None, 0, [Any, Any], [Any],
                "Finish building an object, via __setstate__ or dict update."),
            new(PickleOpcode.Global, "GLOBAL", OpcodeOperand.TwoLines, 0, [], [Any], "Push a global object (module.attr) on the stack."),
            new(PickleOpcode.Dict, "DICT", OpcodeOperand.None, 0, [Mark, Slice], [Dict],
                "Build a dict out of the topmost stack slice, after markobject."),
            new(PickleOpcode.Get, "GET", OpcodeOperand.IntegerLine, 0, [], [Any], "Read an object from the memo and push it on the stack."),
            new(PickleOpcode.Inst, "INST", OpcodeOperand.TwoLines, 0, [Mark, Slice], [Any], "Build a class instance."),
            new(PickleOpcode.List, "LIST", OpcodeOperand.None, 0, [Mark, Slice], [List],
                "Build a list out of the topmost stack slice, after markobject."),
            new(PickleOpcode.Put, "PUT", OpcodeOperand.IntegerLine, 0, [], [],
                "Store the stack top into the memo.  The stack is not popped."),
            new(PickleOpcode.Setitem, "SETITEM", OpcodeOperand.None, 0, [Dict, Any, Any], [Dict],
                "Add a key+value pair to an existing dict."),
            new(PickleOpcode.Tuple, "TUPLE", OpcodeOperand.None, 0, [Mark, Slice], [StackKind.Tuple],
                "Build a tuple out of the topmost stack slice, after markobject."),
            new(PickleOpcode.EmptyTuple, "EMPTY_TUPLE", OpcodeOperand.None, 1, [], [StackKind.Tuple], "Push an empty tuple."),
            new(PickleOpcode.PopMark, "POP_MARK", OpcodeOperand.None, 1, [Mark, Slice], [],
                "Pop all the stack objects at and above the topmost markobject."),
            new(PickleOpcode.Binfloat, "BINFLOAT", OpcodeOperand.Float64, 1, [], [Float],
                "Float stored in binary form, with 8 bytes of data."),
            new(PickleOpcode.Binint, "BININT", OpcodeOperand.Int32, 1, [], [Integer], "Push a four-byte signed integer."),
            new(PickleOpcode.Binint1, "BININT1", OpcodeOperand.UInt8, 1, [], [Integer], "Push a one-byte unsigned integer."),
            new(PickleOpcode.Binint2, "BININT2", OpcodeOperand.UInt16, 1, [], [Integer], "Push a two-byte unsigned integer."),
            new(PickleOpcode.Binpersid, "BINPERSID", OpcodeOperand.None, 1, [Any], [Any], "Push an object identified by a persistent ID."),
            new(PickleOpcode.Binstring, "BINSTRING", OpcodeOperand.BytesInt32, 1, [], [BytesOrText], "Push a Python string object."),
            new(PickleOpcode.ShortBinstring, "SHORT_BINSTRING", OpcodeOperand.Bytes8, 1, [], [BytesOrText], "Push a Python string object."),
            new(PickleOpcode.Binunicode, "BINUNICODE", OpcodeOperand.Utf8Of32, 1, [], [Text], "Push a Python Unicode string object."),
            new(PickleOpcode.EmptyList, "EMPTY_LIST", OpcodeOperand.None, 1, [], [List], "Push an empty list."),
            new(PickleOpcode.Appends, "APPENDS", OpcodeOperand.None, 1, [List, Mark, Slice], [List],
                "Extend a list by a slice of stack objects."),
            new(PickleOpcode.Binget, "BINGET", OpcodeOperand.UInt8, 1, [], [Any], "Read an object from the memo and push it on the stack."),
            new(PickleOpcode.LongBinget, "LONG_BINGET", OpcodeOperand.UInt32, 1, [], [Any],
                "Read an object from the memo and push it on the stack."),
            new(PickleOpcode.Obj, "OBJ", OpcodeOperand.None, 1, [Mark, Any, Slice], [Any], "Build a class instance."),
            new(PickleOpcode.Binput, "BINPUT", OpcodeOperand.UInt8, 1, [], [],
                "Store the stack top into the memo.  The stack is not popped."),
            new(PickleOpcode.LongBinput, "LONG_BINPUT", OpcodeOperand.UInt32, 1, [], [],
                "Store the stack top into the memo.  The stack is not popped."),
            new(PickleOpcode.Setitems, "SETITEMS", OpcodeOperand.None, 1, [Dict, Mark, Slice], [Dict],
                "Add an arbitrary number of key+value pairs to an existing dict."),
            new(PickleOpcode.EmptyDict, "EMPTY_DICT", OpcodeOperand.None, 1, [], [Dict], "Push an empty dict."),
            new(PickleOpcode.Proto, "PROTO", OpcodeOperand.UInt8, 2, [], [], "Protocol version indicator."),
            new(PickleOpcode.Newobj, "NEWOBJ", OpcodeOperand.None, 2, [Any, Any], [Any], "Build an object instance."),
            new(PickleOpcode.Ext1, "EXT1", OpcodeOperand.UInt8, 2, [], [Any], "Extension code."),
            new(PickleOpcode.Ext2, "EXT2", OpcodeOperand.UInt16, 2, [], [Any], "Extension code."),
            new(PickleOpcode.Ext4, "EXT4", OpcodeOperand.Int32, 2, [], [Any], "Extension code."),
            new(PickleOpcode.Tuple1, "TUPLE1", OpcodeOperand.None, 2, [Any], [StackKind.Tuple],
                "Build a one-tuple out of the topmost item on the stack."),
            new(PickleOpcode.Tuple2, "TUPLE2", OpcodeOperand.None, 2, [Any, Any], [StackKind.Tuple],
                "Build a two-tuple out of the top two items on the stack."),
            new(PickleOpcode.Tuple3, "TUPLE3", OpcodeOperand.None, 2, [Any, Any, Any], [StackKind.Tuple],
                "Build a three-tuple out of the top three items on the stack."),
            new(PickleOpcode.Newtrue, "NEWTRUE", OpcodeOperand.None, 2, [], [Bool], "Push True onto the stack."),
            new(PickleOpcode.Newfalse, "NEWFALSE", OpcodeOperand.None, 2, [], [Bool], "Push False onto the stack."),
            new(PickleOpcode.Long1, "LONG1", OpcodeOperand.Long8, 2, [], [Integer], "Long integer using one-byte length."),
            new(PickleOpcode.Long4, "LONG4", OpcodeOperand.LongInt32, 2, [], [Integer], "Long integer using found-byte length."),
            new(PickleOpcode.Binbytes, "BINBYTES", OpcodeOperand.Bytes32, 3, [], [Bytes], "Push a Python bytes object."),
            new(PickleOpcode.ShortBinbytes, "SHORT_BINBYTES", OpcodeOperand.Bytes8, 3, [], [Bytes], "Push a Python bytes object."),
            new(PickleOpcode.ShortBinunicode, "SHORT_BINUNICODE", OpcodeOperand.Utf8Of8, 4, [], [Text],
                "Push a Python Unicode string object."),
            new(PickleOpcode.Binunicode8, "BINUNICODE8", OpcodeOperand.Utf8Of64, 4, [], [Text], "Push a Python Unicode string object."),
            new(PickleOpcode.Binbytes8, "BINBYTES8", OpcodeOperand.Bytes64, 4, [], [Bytes], "Push a Python bytes object."),
            new(PickleOpcode.EmptySet, "EMPTY_SET", OpcodeOperand.None, 4, [], [Set], "Push an empty set."),
            new(PickleOpcode.Additems, "ADDITEMS", OpcodeOperand.None, 4, [Set, Mark, Slice], [Set],
                "Add an arbitrary number of items to an existing set."),
            new(PickleOpcode.Frozenset, "FROZENSET", OpcodeOperand.None, 4, [Mark, Slice], [FrozenSet],
                "Build a frozenset out of the topmost slice, after markobject."),
            new(PickleOpcode.NewobjEx, "NEWOBJ_EX", OpcodeOperand.None, 4, [Any, Any, Any], [Any], "Build an object instance."),
            new(PickleOpcode.StackGlobal, "STACK_GLOBAL", OpcodeOperand.None, 4, [Text, Text], [Any],
                "Push a global object (module.attr) on the stack."),
            new(PickleOpcode.Memoize, "MEMOIZE", OpcodeOperand.None, 4, [Any], [Any],
                "Store the stack top into the memo.  The stack is not popped."),
            new(PickleOpcode.Frame, "FRAME", OpcodeOperand.UInt64, 4, [], [], "Indicate the beginning of a new frame."),
            new(PickleOpcode.Bytearray8, "BYTEARRAY8", OpcodeOperand.Bytes64, 5, [], [ByteArray], "Push a Python bytearray object."),
            new(PickleOpcode.NextBuffer, "NEXT_BUFFER", OpcodeOperand.None, 5, [], [StackKind.Buffer],
                "Push an out-of-band buffer object."),
            new(PickleOpcode.ReadonlyBuffer, "READONLY_BUFFER", OpcodeOperand.None, 5, [StackKind.Buffer], [StackKind.Buffer],
                "Make an out-of-band buffer object read-only."),
        ];
        foreach (OpcodeInfo row in rows)
        {
            byCode[row.Code] = row;
        }

        return byCode;
    }
}
