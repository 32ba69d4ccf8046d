namespace Brine.Pickling;

/// <summary>The bytes of the opcodes, by CPython's names; <see cref="OpcodeTable"/> describes them.</summary>
public static class PickleOpcode
{
    /// <summary>The opcode MARK.</summary>
    public const byte Mark = 0x28;

    /// <summary>The opcode STOP.</summary>
    public const byte Stop = 0x2e;

    /// <summary>The opcode POP.</summary>
    public const byte Pop = 0x30;

    /// <summary>The opcode DUP.</summary>
    public const byte Dup = 0x32;

    /// <summary>The opcode FLOAT.</summary>
    public const byte Float = 0x46;

    /// <summary>The opcode INT.</summary>
    public const byte Int = 0x49;

    /// <summary>The opcode LONG.</summary>
    public const byte Long = 0x4c;

    /// <summary>The opcode NONE.</summary>
    public const byte None = 0x4e;

    /// <summary>The opcode PERSID.</summary>
    public const byte Persid = 0x50;

    /// <summary>The opcode REDUCE.</summary>
    public const byte Reduce = 0x52;

    /// <summary>The opcode STRING.</summary>
    public const byte String = 0x53;

    /// <summary>The opcode UNICODE.</summary>
    public const byte Unicode = 0x56;

    /// <summary>The opcode APPEND.</summary>
    public const byte Append = 0x61;

    /// <summary>The opcode BUILD.</summary>
    public const byte Build = 0x62;

    /// <summary>The opcode GLOBAL.</summary>
    public const byte Global = 0x63;

    /// <summary>The opcode DICT.</summary>
    public const byte Dict = 0x64;

    /// <summary>The opcode GET.</summary>
    public const byte Get = 0x67;

    /// <summary>The opcode INST.</summary>
    public const byte Inst = 0x69;

    /// <summary>The opcode LIST.</summary>
    public const byte List = 0x6c;

    /// <summary>The opcode PUT.</summary>
    public const byte Put = 0x70;

    /// <summary>The opcode SETITEM.</summary>
    public const byte Setitem = 0x73;

    /// <summary>The opcode TUPLE.</summary>
    public const byte Tuple = 0x74;

    /// <summary>The opcode EMPTY_TUPLE.</summary>
    public const byte EmptyTuple = 0x29;

    /// <summary>The opcode POP_MARK.</summary>
    public const byte PopMark = 0x31;

    /// <summary>The opcode BINFLOAT.</summary>
    public const byte Binfloat = 0x47;

    /// <summary>The opcode BININT.</summary>
    public const byte Binint = 0x4a;

    /// <summary>The opcode BININT1.</summary>
    public const byte Binint1 = 0x4b;

    /// <summary>The opcode BININT2.</summary>
    public const byte Binint2 = 0x4d;

    /// <summary>The opcode BINPERSID.</summary>
    public const byte Binpersid = 0x51;

    /// <summary>The opcode BINSTRING.</summary>
    public const byte Binstring = 0x54;

    /// <summary>The opcode SHORT_BINSTRING.</summary>
    public const byte ShortBinstring = 0x55;

    /// <summary>The opcode BINUNICODE.</summary>
    public const byte Binunicode = 0x58;

    /// <summary>The opcode EMPTY_LIST.</summary>
    public const byte EmptyList = 0x5d;

    /// <summary>The opcode APPENDS.</summary>
    public const byte Appends = 0x65;

    /// <summary>The opcode BINGET.</summary>
    public const byte Binget = 0x68;

    /// <summary>The opcode LONG_BINGET.</summary>
    public const byte LongBinget = 0x6a;

    /// <summary>The opcode OBJ.</summary>
    public const byte Obj = 0x6f;

    /// <summary>The opcode BINPUT.</summary>
    public const byte Binput = 0x71;

    /// <summary>The opcode LONG_BINPUT.</summary>
    public const byte LongBinput = 0x72;

    /// <summary>The opcode SETITEMS.</summary>
    public const byte Setitems = 0x75;

    /// <summary>The opcode EMPTY_DICT.</summary>
    public const byte EmptyDict = 0x7d;

    /// <summary>The opcode PROTO.</summary>
    public const byte Proto = 0x80;

    /// <summary>The opcode NEWOBJ.</summary>
    public const byte Newobj = 0x81;

    /// <summary>The opcode EXT1.</summary>
    public const byte Ext1 = 0x82;

    /// <summary>The opcode EXT2.</summary>
    public const byte Ext2 = 0x83;

    /// <summary>The opcode EXT4.</summary>
    public const byte Ext4 = 0x84;

    /// <summary>The opcode TUPLE1.</summary>
    public const byte Tuple1 = 0x85;

    /// <summary>The opcode TUPLE2.</summary>
    public const byte Tuple2 = 0x86;

    /// <summary>The opcode TUPLE3.</summary>
    public const byte Tuple3 = 0x87;

    /// <summary>The opcode NEWTRUE.</summary>
    public const byte Newtrue = 0x88;

    /// <summary>The opcode NEWFALSE.</summary>
    public const byte Newfalse = 0x89;

    /// <summary>The opcode LONG1.</summary>
    public const byte Long1 = 0x8a;

    /// <summary>The opcode LONG4.</summary>
    public const byte Long4 = 0x8b;

    /// <summary>The opcode BINBYTES.</summary>
    public const byte Binbytes = 0x42;

    /// <summary>The opcode SHORT_BINBYTES.</summary>
    public const byte ShortBinbytes = 0x43;

    /// <summary>The opcode SHORT_BINUNICODE.</summary>
    public const byte ShortBinunicode = 0x8c;

    /// <summary>The opcode BINUNICODE8.</summary>
    public const byte Binunicode8 = 0x8d;

    /// <summary>The opcode BINBYTES8.</summary>
    public const byte Binbytes8 = 0x8e;

    /// <summary>The opcode EMPTY_SET.</summary>
    public const byte EmptySet = 0x8f;

    /// <summary>The opcode ADDITEMS.</summary>
    public const byte Additems = 0x90;

    /// <summary>The opcode FROZENSET.</summary>
    public const byte Frozenset = 0x91;

    /// <summary>The opcode NEWOBJ_EX.</summary>
    public const byte NewobjEx = 0x92;

    /// <summary>The opcode STACK_GLOBAL.</summary>
    public const byte StackGlobal = 0x93;

    /// <summary>The opcode MEMOIZE.</summary>
    public const byte Memoize = 0x94;

    /// <summary>The opcode FRAME.</summary>
    public const byte Frame = 0x95;

    /// <summary>The opcode BYTEARRAY8.</summary>
    public const byte Bytearray8 = 0x96;

    /// <summary>The opcode NEXT_BUFFER.</summary>
    public const byte NextBuffer = 0x97;

    /// <summary>The opcode READONLY_BUFFER.</summary>
    public const byte ReadonlyBuffer = 0x98;
}
