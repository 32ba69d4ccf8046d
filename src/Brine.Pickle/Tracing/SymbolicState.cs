namespace Brine.Pickling;

/// <summary>Opcode BUILD: a state is given to an object, by its <c>__setstate__</c> or as its attributes.</summary>
public sealed class SymbolicState : TraceEvent
{
    internal SymbolicState(int offset, int pickle, Symbol target, Symbol state)
        : base(offset, pickle) => (Target, State) = (target, state);

    /// <summary>The object that gets the state; a global here means that the pickle changes a class, function or module.</summary>
    public Symbol Target { get; }

    /// <summary>The state: a dict of attributes in most pickles.</summary>
    public Symbol State { get; }

    /// <summary>Finds an attribute in the state: a dict, or a pair of a dict and the values of <c>__slots__</c>. Unknown where there is
    /// none.</summary>
    public Symbol FindAttribute(string name)
    {
        if (State.Container is { Kind: SymbolKind.Dict } attributes)
        {
            return attributes.Find(name);
        }

        if (State.Container is { Kind: SymbolKind.Tuple, Items: [var first, var second] })
        {
            return first.Container?.Find(name) is { Content: not null } found ? found : second.Container?.Find(name) ?? default;
        }

        return default;
    }

    /// <inheritdoc/>
    public override bool IsUsed => UsedSymbols.IsUsed(Target);
}
