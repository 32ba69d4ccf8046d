namespace Brine.Pickling;

/// <summary>Stands in a <see cref="Symbol"/> for the kinds whose values are in the 64 bits beside it.</summary>
internal sealed class SymbolTag
{
    internal static readonly SymbolTag None = new(SymbolKind.None);
    internal static readonly SymbolTag Bool = new(SymbolKind.Bool);
    internal static readonly SymbolTag Integer = new(SymbolKind.Integer);
    internal static readonly SymbolTag LargeInteger = new(SymbolKind.Integer);
    internal static readonly SymbolTag Float = new(SymbolKind.Float);
    internal static readonly SymbolTag Buffer = new(SymbolKind.Buffer);

    private SymbolTag(SymbolKind kind) => Kind = kind;

    internal SymbolKind Kind { get; }
}
