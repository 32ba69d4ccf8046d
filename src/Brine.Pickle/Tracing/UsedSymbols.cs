namespace Brine.Pickling;

/// <summary>Marks everything that a value holds as used.</summary>
internal sealed class UsedSymbols
{
    private readonly Stack<Symbol> _open = new();

    internal static bool IsUsed(Symbol symbol) => symbol.Content switch
    {
        TraceEvent found => found.IsUsed,
        SymbolicContainer container => container.IsUsed,
        _ => false,
    };

    internal void Mark(Symbol root)
    {
        Open(root);
        while (_open.TryPop(out Symbol symbol))
        {
            switch (symbol.Content)
            {
                case SymbolicContainer { IsUsed: false } container:
                    container.IsUsed = true;
                    OpenAll(container.Items);
                    break;
                case SymbolicCall { IsUsed: false } call:
                    call.IsUsed = true;
                    Open(call.Callee);
                    Open(call.ArgumentTuple);
                    Open(call.Keywords);
                    Open(new Symbol(call.ListItems));
                    Open(new Symbol(call.DictItems));
                    Open(new Symbol(call.Via));
                    OpenAll(call.States);
                    break;
                case SymbolicGlobal { IsUsed: false } global:
                    global.IsUsed = true;
                    Open(global.Operands.Module);
                    Open(global.Operands.Name);
                    Open(new Symbol(global.Via));
                    break;
                case SymbolicPersistent { IsUsed: false } persistent:
                    persistent.IsUsed = true;
                    Open(persistent.Id);
                    break;
                case SymbolicExtension extension:
                    extension.IsUsed = true;
                    break;
            }
        }
    }

    private void OpenAll(ReadOnlySpan<Symbol> symbols)
    {
        foreach (Symbol symbol in symbols)
        {
            Open(symbol);
        }
    }

    private void Open(Symbol symbol)
    {
        if (symbol.Content is TraceEvent { IsUsed: false } or SymbolicContainer { IsUsed: false })
        {
            _open.Push(symbol);
        }
    }
}
