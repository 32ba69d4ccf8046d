namespace Brine.Pickling;

/// <summary>Items are added to something that is not a list, dict or set of the pickle itself, which calls its <c>append</c>,
/// <c>extend</c>, <c>add</c> or <c>__setitem__</c>.</summary>
public sealed class SymbolicItems : TraceEvent
{
    internal SymbolicItems(int offset, int pickle, Symbol target, SymbolicContainer items)
        : base(offset, pickle) => (Target, Items) = (target, items);

    /// <summary>The object that gets the items.</summary>
    public Symbol Target { get; }

    /// <summary>The items: a list for APPEND and APPENDS, a dict for SETITEM and SETITEMS, a set for ADDITEMS.</summary>
    public SymbolicContainer Items { get; }

    /// <inheritdoc/>
    public override bool IsUsed => UsedSymbols.IsUsed(Target);
}
