namespace Brine.Pickling;

/// <summary>The globals by which older protocols spell values that newer ones have opcodes for.</summary>
internal static class WellKnownGlobals
{
    internal const string Latin1 = "latin1";

    /// <summary>Python has one str of each latin-1 character: it is the same object wherever it stands.</summary>
    private static readonly string[] SingleTexts = [.. Enumerable.Range(0, 256).Select(code => ((char)code).ToString())];

    internal static readonly PyGlobal Bytes = new("builtins", "bytes");
    internal static readonly PyGlobal ByteArray = new("builtins", "bytearray");
    internal static readonly PyGlobal Set = new("builtins", "set");
    internal static readonly PyGlobal FrozenSet = new("builtins", "frozenset");
    internal static readonly PyGlobal GetAttribute = new("builtins", "getattr");
    internal static readonly PyGlobal Encode = new("_codecs", "encode");
    internal static readonly PyGlobal Partial = new("functools", "partial");
    internal static readonly PyGlobal NewObject = new("copyreg", "__newobj__");
    internal static readonly PyGlobal NewObjectEx = new("copyreg", "__newobj_ex__");

    /// <summary>Bytes as the text of the same character numbers.</summary>
    internal static string TextOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 1 ? SingleTexts[bytes[0]] : System.Text.Encoding.Latin1.GetString(bytes);
}
