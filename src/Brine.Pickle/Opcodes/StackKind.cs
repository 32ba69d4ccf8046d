namespace Brine.Pickling;

/// <summary>The kind of a thing on the stack of the pickle machine, as <see cref="OpcodeInfo"/> lists what an opcode takes and
/// leaves.</summary>
public enum StackKind
{
    /// <summary>Any value.</summary>
    Any,

    /// <summary>The topmost mark, which is taken with everything above it.</summary>
    Mark,

    /// <summary>Any number of values above the mark.</summary>
    Slice,

    /// <summary>None.</summary>
    None,

    /// <summary>A bool.</summary>
    Bool,

    /// <summary>An int.</summary>
    Integer,

    /// <summary>An int, or a bool that old protocols write as one.</summary>
    IntegerOrBool,

    /// <summary>A float.</summary>
    Float,

    /// <summary>A str.</summary>
    Text,

    /// <summary>An 8-bit string of Python 2, which Python 3 reads as bytes or as a str.</summary>
    BytesOrText,

    /// <summary>A bytes.</summary>
    Bytes,

    /// <summary>A bytearray.</summary>
    ByteArray,

    /// <summary>An out-of-band buffer of protocol 5.</summary>
    Buffer,

    /// <summary>A tuple.</summary>
    Tuple,

    /// <summary>A list.</summary>
    List,

    /// <summary>A dict.</summary>
    Dict,

    /// <summary>A set.</summary>
    Set,

    /// <summary>A frozenset.</summary>
    FrozenSet,
}
