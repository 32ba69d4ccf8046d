namespace Brine.Pickling;

/// <summary>The kinds of a <see cref="Symbol"/>.</summary>
public enum SymbolKind
{
    /// <summary>A value that the pickle takes without having made it, or whose bytes are wrong.</summary>
    Unknown,

    /// <summary>None.</summary>
    None,

    /// <summary>True or False.</summary>
    Bool,

    /// <summary>An int.</summary>
    Integer,

    /// <summary>A float.</summary>
    Float,

    /// <summary>A str.</summary>
    Text,

    /// <summary>An 8-bit string of Python 2.</summary>
    ByteString,

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

    /// <summary>A class, function or module that the pickle names or reaches.</summary>
    Global,

    /// <summary>The result of a call.</summary>
    Call,

    /// <summary>An object that a persistent id stands for.</summary>
    Persistent,

    /// <summary>An object of the <c>copyreg</c> extension registry.</summary>
    Extension,
}
