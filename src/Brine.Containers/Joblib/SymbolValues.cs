using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Makes values of symbols: of the few that describe a dtype or a shape.</summary>
internal static class SymbolValues
{
    private const int MostParts = 20_000;

    /// <summary>The value of a symbol. An object is described as the pickle describes it.</summary>
    /// <param name="root">The symbol.</param>
    /// <param name="position">Where in the file it is used.</param>
    /// <exception cref="PickleFormatException">It holds itself, or too much.</exception>
    internal static PyValue Describe(Symbol root, int position)
    {
        var made = new Dictionary<object, PyValue>(ReferenceEqualityComparer.Instance);
        var entered = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(Symbol Symbol, bool IsReady)>();
        open.Push((root, false));
        int parts = 0;
        while (open.TryPop(out (Symbol Symbol, bool IsReady) next))
        {
            object? node = NodeOf(next.Symbol);
            if (node is null || made.ContainsKey(node))
            {
                continue;
            }

            if (next.IsReady)
            {
                made.Add(node, Make(next.Symbol, made));
                continue;
            }

            if (!entered.Add(node))
            {
                throw JoblibArrays.Bad("its dtype holds itself", position);
            }

            open.Push((next.Symbol, true));
            foreach (Symbol part in PartsOf(next.Symbol))
            {
                open.Push((part, false));
                if (++parts > MostParts)
                {
                    throw JoblibArrays.Bad("its dtype has too many parts", position);
                }
            }
        }

        return ValueOf(root, made);
    }

    /// <summary>The containers and calls, which have parts.</summary>
    private static object? NodeOf(Symbol symbol) => (object?)symbol.Container ?? symbol.Call;

    private static Symbol[] PartsOf(Symbol symbol) =>
        symbol.Call is { } call ? [call.Callee, call.ArgumentTuple, .. call.States[..Math.Min(1, call.States.Length)]]
            : [.. symbol.Container!.Items];

    private static PyValue Make(Symbol symbol, Dictionary<object, PyValue> made)
    {
        if (symbol.Call is { } call)
        {
            PyTuple arguments = ValueOf(call.ArgumentTuple, made).As<PyTuple>() ?? PyTuple.Empty;
            PyValue callable = ValueOf(call.Callee, made);
            if (KnownCalls.TryCall(callable, arguments, out PyValue known))
            {
                return known;
            }

            var instance = new PyObject(callable, arguments);
            if (call.States.Length > 0)
            {
                instance.State = ValueOf(call.States[0], made);
            }

            return instance;
        }

        PyValue[] items = Array.ConvertAll(symbol.Container!.Items.ToArray(), item => ValueOf(item, made));
        if (symbol.Kind != SymbolKind.Dict)
        {
            return symbol.Kind == SymbolKind.List ? new PyList(items) : PyTuple.Of(items);
        }

        var dict = new PyDict();
        for (int i = 0; i + 1 < items.Length; i += 2)
        {
            // A key with parts is not a name of anything.
            if (items[i].Reference is null or string or PyBytes)
            {
                dict[items[i]] = items[i + 1];
            }
        }

        return dict;
    }

    private static PyValue ValueOf(Symbol symbol, Dictionary<object, PyValue> made) => symbol.Kind switch
    {
        SymbolKind.Bool => symbol.Bool!.Value,
        SymbolKind.Integer when symbol.Integer is { } number => PyValue.FromBigInteger(number),
        SymbolKind.Float => symbol.Float!.Value,
        SymbolKind.Text => symbol.Text ?? "",
        SymbolKind.ByteString => new PyByteString(symbol.Bytes),
        SymbolKind.Bytes => new PyBytes(symbol.Bytes),
        SymbolKind.Global when symbol.Global is { Module: { } module, Name: { } name } => new PyGlobal(module, name),
        _ => NodeOf(symbol) is { } node ? made[node] : default,
    };
}
