namespace Brine.Pickling;

/// <summary>Calls that give a class, a function or a module, or that make another call: their result is known as far as their arguments are
/// literals.</summary>
public sealed partial class SymbolicMachine
{
    private const string Builtins = "builtins";
    private const int LongestPath = 256;
    private const int DeepestCall = 8;

    private long _copiedArguments;

    /// <summary>The value that a call gives.</summary>
    /// <param name="call">The call.</param>
    /// <param name="depth">How many calls it was made by, which <c>functools.partial</c> could stack up without end.</param>
    private Symbol Reach(SymbolicCall call, int depth = 0)
    {
        ReadOnlySpan<Symbol> arguments = call.Arguments;
        Symbol first = arguments.Length > 0 ? arguments[0] : default;
        string? second = arguments.Length > 1 ? Word(arguments[1]) : null;
        switch (call.Callee.Content)
        {
            case SymbolicGlobal { Module: Builtins or "__builtin__" or "_operator" or "operator",
                Name: "getattr" } when first.Global is { } owner && second is not null:
                return Attribute(call, owner, second);
            case SymbolicGlobal { Module: "importlib" or "importlib._bootstrap",
                Name: "import_module" or "_gcd_import" } when Word(first) is { } module:
                return Reached(call, module, "");
            case SymbolicGlobal { Module: Builtins or "__builtin__" or "importlib" or "importlib._bootstrap",
                Name: "__import__" } when Word(first) is { } module:
                bool hasNames = arguments.Length > 3 && arguments[3].Container is { Count: > 0 };
                return Reached(call, hasNames || !module.Contains('.') ? module : module[..module.IndexOf('.')], "");
            case SymbolicGlobal { Module: "pkgutil", Name: "resolve_name" } when Word(first) is { } path:
                int colon = path.IndexOf(':'), dot = path.LastIndexOf('.');
                return colon >= 0 ? Reached(call, path[..colon], path[(colon + 1)..])
                    : dot < 0 ? Reached(call, path, "") : Reached(call, path[..dot], path[(dot + 1)..]);
            case SymbolicCall { Callee.Global: { Module: "operator" or "_operator",
                Name: "attrgetter" } } getter when first.Global is { } owner && getter.Arguments.Length == 1
                    && Word(getter.Arguments[0]) is { } name:
                return Attribute(call, owner, name);
            case SymbolicCall { Callee.Global: { Module: "operator" or "_operator",
                Name: "methodcaller" } } caller when first.Global is { } owner && caller.Arguments.Length > 0
                    && Word(caller.Arguments[0]) is { } name:
                return Indirect(call, Attribute(call, owner, name), caller.Arguments[1..], [], depth);
            case SymbolicCall { Callee.Global: { Module: "functools" or "_functools", Name: "partial" } } part when part.Arguments.Length
                > 0:
                return Indirect(call, part.Arguments[0], part.Arguments[1..], arguments, depth);
            default:
                return new Symbol(call);
        }
    }

    private Symbol Attribute(SymbolicCall via, SymbolicGlobal owner, string name) =>
        owner.IsComputed ? new Symbol(via) : Reached(via, owner.Module!, owner.Name is "" ? name : $"{owner.Name}.{name}");

    private Symbol Reached(SymbolicCall via, string module, string name)
    {
        // Each call may make a name longer by one that the file has already: a chain of them must not make text of quadratic size.
        if (module.Length + name.Length > LongestPath)
        {
            _isComplete = false;
            return new Symbol(via);
        }

        return new Symbol(Tell(new SymbolicGlobal(via.Offset, via.Pickle, module, name) { Via = via }));
    }

    private Symbol Indirect(SymbolicCall via, Symbol callee, ReadOnlySpan<Symbol> first, ReadOnlySpan<Symbol> rest, int depth)
    {
        // A partial with many arguments can be called by a few bytes, as often as there are bytes.
        _copiedArguments += first.Length + rest.Length;
        if (depth == DeepestCall || _copiedArguments > _options.MaxKeptItems)
        {
            _isComplete = false;
            return new Symbol(via);
        }

        var arguments = new SymbolicContainer(SymbolKind.Tuple);
        Add(arguments, first);
        Add(arguments, rest);
        var call = Tell(new SymbolicCall(via.Offset, via.Pickle, SymbolicCallKind.Indirect, callee, new Symbol(arguments)) { Via = via });
        return Reach(call, depth + 1);
    }
}
