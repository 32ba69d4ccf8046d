namespace Brine.Pickling;

/// <summary>Marks everything that a value holds as used.</summary>
internal static class UsedSymbols
{
    internal static bool IsUsed(Symbol symbol) => symbol.Content switch
    {
        TraceEvent found => found.IsUsed,
        SymbolicContainer container => container.IsUsed,
        _ => false,
    };

    internal static void Mark(Symbol root)
    {
        if (root.Content is not (TraceEvent or SymbolicContainer) || IsUsed(root))
        {
            return;
        }

        var open = new Stack<Symbol>();
        open.Push(root);
        while (open.TryPop(out Symbol symbol))
        {
            switch (symbol.Content)
            {
                case SymbolicContainer { IsUsed: false } container:
                    container.IsUsed = true;
                    PushAll(open, container.Items);
                    break;
                case SymbolicCall { IsUsed: false } call:
                    call.IsUsed = true;
                    PushAll(open, [call.Callee, call.ArgumentTuple, call.Keywords, new Symbol(call.ListItems), new Symbol(call.DictItems), new Symbol(call.Via), .. call.States]);
                    break;
                case SymbolicGlobal { IsUsed: false } global:
                    global.IsUsed = true;
                    PushAll(open, [global.Operands.Module, global.Operands.Name, new Symbol(global.Via)]);
                    break;
                case SymbolicPersistent { IsUsed: false } persistent:
                    persistent.IsUsed = true;
                    PushAll(open, [persistent.Id]);
                    break;
                case SymbolicExtension extension:
                    extension.IsUsed = true;
                    break;
            }
        }
    }

    private static void PushAll(Stack<Symbol> open, ReadOnlySpan<Symbol> symbols)
    {
        foreach (Symbol symbol in symbols)
        {
            if (symbol.Content is TraceEvent or SymbolicContainer)
            {
                open.Push(symbol);
            }
        }
    }
}
