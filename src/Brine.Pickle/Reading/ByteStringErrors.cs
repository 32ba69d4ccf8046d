namespace Brine.Pickling;

/// <summary>The treatment of bytes that are not in the encoding: the <c>errors</c> of Python's <c>pickle.load</c>.</summary>
public enum ByteStringErrors
{
    /// <summary>The file is refused.</summary>
    Strict,

    /// <summary>Each wrong byte becomes a lone surrogate that remembers it (U+DC80 to U+DCFF).</summary>
    SurrogateEscape,

    /// <summary>Each wrong byte, or cut-off character, becomes U+FFFD.</summary>
    Replace,

    /// <summary>Wrong bytes are left out.</summary>
    Ignore,
}
