namespace Brine.Pickling;

/// <summary>The types of a <see cref="PyValue"/>, in Python's terms.</summary>
public enum PyKind
{
    /// <summary>Python's <c>None</c>.</summary>
    None,

    /// <summary><c>bool</c>.</summary>
    Bool,

    /// <summary><c>int</c> of any size.</summary>
    Int,

    /// <summary><c>float</c>: an IEEE 754 double.</summary>
    Float,

    /// <summary><c>str</c>.</summary>
    Str,

    /// <summary>The 8-bit <c>str</c> of Python 2: bytes or text, as its reader decides.</summary>
    ByteString,

    /// <summary><c>bytes</c>.</summary>
    Bytes,

    /// <summary><c>bytearray</c>.</summary>
    ByteArray,

    /// <summary><c>list</c>.</summary>
    List,

    /// <summary><c>tuple</c>.</summary>
    Tuple,

    /// <summary><c>dict</c>.</summary>
    Dict,

    /// <summary><c>set</c>.</summary>
    Set,

    /// <summary><c>frozenset</c>.</summary>
    FrozenSet,

    /// <summary>A class or function by reference: a module and a name, never code.</summary>
    Global,

    /// <summary>An instance of any other class, kept as the file describes it.</summary>
    Object,

    /// <summary>A reference to something outside the pickle (<c>persistent_id</c>).</summary>
    Persistent,
}
