using System.Numerics;

namespace Brine.Pickling;

/// <summary>
/// A value as <see cref="SymbolicMachine"/> knows it: a literal, a container, a global, or the result of a call that nobody makes. It is 16
/// bytes; text and bytes are ranges of the file, decoded when they are asked for.
/// </summary>
public readonly struct Symbol
{
    private readonly object? _content;
    private readonly long _bits;

    internal Symbol(object? content, long bits = 0) => (_content, _bits) = (content, bits);

    /// <summary>The kind of the value.</summary>
    public SymbolKind Kind => _content switch
    {
        null => SymbolKind.Unknown,
        SymbolTag tag => tag.Kind,
        SymbolSource source => source.Kind,
        SymbolicContainer container => container.Kind,
        SymbolicCall => SymbolKind.Call,
        SymbolicGlobal => SymbolKind.Global,
        SymbolicPersistent => SymbolKind.Persistent,
        SymbolicExtension => SymbolKind.Extension,
        _ => SymbolKind.Integer,
    };

    /// <summary>The text of a str or an 8-bit string (taken for Latin-1); null for other kinds.</summary>
    public string? Text => (_content as SymbolSource)?.Text(_bits);

    /// <summary>The bytes of a bytes, a bytearray or an 8-bit string; empty for other kinds.</summary>
    public ReadOnlyMemory<byte> Bytes => _content is SymbolSource source ? source.Bytes(_bits) : default;

    /// <summary>The value of an int; null for other kinds, and for an int over the limits.</summary>
    public BigInteger? Integer => _content switch
    {
        SymbolTag { Kind: SymbolKind.Integer } tag => tag == SymbolTag.LargeInteger ? null : (BigInteger?)_bits,
        SymbolSource source => source.Integer(_bits),
        BigInteger large => large,
        _ => null,
    };

    /// <summary>The value of a bool; null for other kinds.</summary>
    public bool? Bool => Kind == SymbolKind.Bool ? _bits != 0 : null;

    /// <summary>The value of a float; null for other kinds.</summary>
    public double? Float => Kind == SymbolKind.Float ? BitConverter.Int64BitsToDouble(_bits) : null;

    /// <summary>The tuple, list, dict, set or frozenset; null for other kinds.</summary>
    public SymbolicContainer? Container => _content as SymbolicContainer;

    /// <summary>The class, function or module; null for other kinds.</summary>
    public SymbolicGlobal? Global => _content as SymbolicGlobal;

    /// <summary>The call that gives the value; null for other kinds.</summary>
    public SymbolicCall? Call => _content as SymbolicCall;

    /// <summary>The persistent id that stands for the value; null for other kinds.</summary>
    public SymbolicPersistent? Persistent => _content as SymbolicPersistent;

    /// <summary>The extension code that stands for the value; null for other kinds.</summary>
    public SymbolicExtension? Extension => _content as SymbolicExtension;

    /// <summary>True when the value is a literal or a container: data, which cannot be called.</summary>
    public bool IsData =>
        Kind is not (SymbolKind.Unknown or SymbolKind.Global or SymbolKind.Call or SymbolKind.Persistent or SymbolKind.Extension);

    /// <summary>True for this text; a text that is far longer is not decoded.</summary>
    internal bool HasText(string text) =>
        _content is SymbolSource source && SymbolSource.LengthAt(_bits) <= (10 * text.Length) + 2 && source.Text(_bits) == text;

    /// <summary>The text where it has at most so many bytes.</summary>
    internal string? ShortText(int longest) =>
        _content is SymbolSource source && SymbolSource.LengthAt(_bits) <= longest ? source.Text(_bits) : null;

    /// <summary>The bytes of a literal as they stand in the file.</summary>
    internal ReadOnlyMemory<byte> FileBytes => _content is SymbolSource source ? source.Range(_bits) : default;

    internal long Bits => _bits;

    internal object? Content => _content;

    /// <summary>Gives a short text for people, cut off after 200 characters.</summary>
    public override string ToString() => SymbolText.Of(this);
}
