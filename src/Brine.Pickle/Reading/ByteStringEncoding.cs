namespace Brine.Pickling;

/// <summary>The type that Python 2's 8-bit strings are read as: the <c>encoding</c> of Python's <c>pickle.load</c>.</summary>
public enum ByteStringEncoding
{
    /// <summary>A <see cref="PyByteString"/>, which is bytes and text at once and is written back as it was.</summary>
    Keep,

    /// <summary><c>encoding="bytes"</c>: a <see cref="PyBytes"/>.</summary>
    Bytes,

    /// <summary><c>encoding="ASCII"</c>, Python's own default: text.</summary>
    Ascii,

    /// <summary><c>encoding="latin1"</c>: text, each byte the character of its number; what numpy's and scikit-learn's files of Python 2
    /// need.</summary>
    Latin1,

    /// <summary><c>encoding="utf-8"</c>: text.</summary>
    Utf8,
}
