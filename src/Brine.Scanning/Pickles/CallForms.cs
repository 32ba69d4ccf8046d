using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>The forms in which honest models call what is on the list. Anything else is a finding, however harmless the name.</summary>
internal static class CallForms
{
    /// <summary>A name that is reached by <c>getattr</c>, or dotted.</summary>
    internal const string Attribute = "attribute";

    /// <summary>A class method that loads a Keras model out of a file in memory.</summary>
    internal const string Keras = "keras";

    /// <summary>What is wrong with a call of an allowed name.</summary>
    /// <param name="call">The call.</param>
    /// <param name="known">The row of the list.</param>
    /// <param name="isScanned">True for a literal that was scanned as a file of its own.</param>
    internal static CallComplaint? Check(SymbolicCall call, KnownName known, Func<Symbol, bool> isScanned)
    {
        bool isMade = call.Kind is SymbolicCallKind.NewObject or SymbolicCallKind.NewObjectEx;
        if ((known.Uses & (isMade ? NameUses.Made : NameUses.Called)) == 0)
        {
            bool isClass = (known.Uses & (NameUses.Made | NameUses.Called)) != 0 && !DeniedNames.Has(known.Module, known.Name);
            return new(isMade ? "is made without its constructor, which models do not do" : "is called, which models do not do",
                isClass ? ScanSeverity.Review : ScanSeverity.Dangerous);
        }

        ReadOnlySpan<Symbol> arguments = call.Arguments;
        if (!call.ArgumentTuple.Container!.IsComplete
            || (call.Kind == SymbolicCallKind.NewObjectEx && call.Keywords.Kind != SymbolKind.Dict))
        {
            return new("is called with arguments that models do not use", ScanSeverity.Dangerous);
        }

        return isMade ? null : CheckForm(arguments, known, isScanned);
    }

    /// <summary>The kinds of the arguments, for looking at what models do.</summary>
    internal static string Shape(SymbolicCall call)
    {
        var parts = new List<string>();
        foreach (Symbol argument in call.Arguments[..Math.Min(8, call.Arguments.Length)])
        {
            parts.Add(argument.Kind switch
            {
                SymbolKind.Global => argument.Global!.FullName,
                SymbolKind.Text or SymbolKind.ByteString => argument.ShortText(24) is { } text ? $"'{text}'" : "text",
                SymbolKind.Call => $"{argument.Call!.Callee}()",
                SymbolKind.None or SymbolKind.Bool or SymbolKind.Integer => argument.ToString(),
                _ => argument.Kind.ToString(),
            });
        }

        return $"({string.Join(", ", parts)}{(call.Arguments.Length > 8 ? ", ..." : "")})";
    }

    private static CallComplaint? CheckForm(ReadOnlySpan<Symbol> arguments, KnownName known, Func<Symbol, bool> isScanned)
    {
        switch (known.Form)
        {
            case "getattr":
                return GetAttribute(arguments);
            case "partial":
                return Partial(arguments);
            case "getter":
                return arguments.Length > 0 && AreAll(arguments, part => IsIdentifier(part) || part.Kind == SymbolKind.Integer)
                    ? new("makes a function that takes parts of its argument", ScanSeverity.Review, IsHeld: true) : Other();
            default:
                return IsForm(known.Form, arguments, isScanned) ? null : Other();
        }
    }

    private static CallComplaint Other() => new("is called with arguments that models do not use", ScanSeverity.Dangerous);

    private static bool IsForm(string? form, ReadOnlySpan<Symbol> arguments, Func<Symbol, bool> isScanned) => form switch
    {
        null => true,
        "none" => arguments.IsEmpty,
        "numbers" => AreAll(arguments, IsSmall),
        "text" => AreAll(arguments, part => IsSmall(part) || IsText(part)),
        "bytes" => AreBytes(arguments),
        "latin1" => arguments is [{ Kind: SymbolKind.Text }, var encoding] && encoding.ShortText(16) is "latin1" or "latin-1",
        "sequence" => arguments.Length <= 2 && AreAll(arguments, part => part.IsData || part.Kind == SymbolKind.Call),
        "data" or "torch" or "script" => AreAll(arguments, part => part.Kind != SymbolKind.Unknown),
        "class" => arguments.Length > 0 && arguments[0].Kind == SymbolKind.Global,
        "newobj" => arguments is [{ Kind: SymbolKind.Global }, { Kind: SymbolKind.Tuple }, { Kind: SymbolKind.Dict }],
        "reconstructor" => IsReconstruction(arguments),
        "reconstruct" => arguments is [{ Global: { } array }, { Container: { Kind: SymbolKind.Tuple, Count: <= 32 } shape }, var kind]
            && AreAll(shape.Items, part => part.Integer is { IsZero: true }) && IsTextOrBytes(kind) && IsArrayClass(array),
        "mareconstruct" => arguments is [{ Kind: SymbolKind.Global }, { Kind: SymbolKind.Global },
            { Container: { Kind: SymbolKind.Tuple, Count: <= 32 } shape }, var kind]
            && AreAll(shape.Items, part => part.Integer is { IsZero: true }) && IsTextOrBytes(kind),
        "scalar" => arguments is [{ Kind: SymbolKind.Call or SymbolKind.Global }, ..] and { Length: <= 2 },
        "frombuffer" => arguments is [var bytes, { Kind: SymbolKind.Call }, { Kind: SymbolKind.Tuple }, { Kind: SymbolKind.Text }, ..]
            && arguments.Length <= 5 && (IsBytes(bytes) || bytes.Kind is SymbolKind.Buffer or SymbolKind.Call),
        "dtype" => arguments is [var name, ..] && (IsTextOrBytes(name) || name.Kind is SymbolKind.Global or SymbolKind.Call)
            && arguments.Length <= 3,
        "typedarray" =>
            arguments is [{ Global: { } type }, { Kind: SymbolKind.Text or SymbolKind.ByteString }, { Kind: SymbolKind.Integer },
            var items] && type.Is("array", "array") && (IsBytes(items) || items.Kind == SymbolKind.Call),
        "fraction" => AreAll(arguments, part => IsSmall(part)
            || (part.ShortText(100) is { } text && !text.AsSpan().ContainsAnyExcept("0123456789/-"))),
        "type" => arguments is [var one] && (one.Kind == SymbolKind.None
            || one.Global is { Module: "builtins", Name: "Ellipsis" or "NotImplemented" }),
        "factory" => arguments.Length <= 2 && (arguments.IsEmpty || arguments[0].Kind is SymbolKind.Global or SymbolKind.None),
        "generator" => AreAll(arguments, part => IsText(part)
            || part.Global is { Module: var module, Name: var name } && NameList.Find(module!, name!)?.Module.StartsWith("numpy.random",
                StringComparison.Ordinal) == true || part.Call?.Callee.Global is { Name: "__bit_generator_ctor" }),
        "ufunc" => arguments is [var home, var ufunc] && home.ShortText(64) is { } from && ufunc.ShortText(64) is { } called
            && NameList.Find(from, called) is { Uses: NameUses.Held },
        "rebuild" => arguments is [{ Global: { Module: "torch._utils", Name: "_rebuild_tensor_v2" or "_rebuild_tensor_v3" } },
            { Kind: SymbolKind.Global }, { Kind: SymbolKind.Tuple }, _],
        "loads" => arguments is [var bytes] && isScanned(bytes.Call is { } encoded && encoded.Arguments.Length == 2 ? encoded.Arguments[0]
            : bytes),
        Keras => arguments is [{ Call: { } file }] && file.Callee.Global is { } type && type.Is("_io", "BytesIO")
            && file.States is [{ Container: { Kind: SymbolKind.Tuple, Items: [var content, ..] } }] && isScanned(content),
        Attribute => AreAll(arguments, part => IsText(part) || IsSmall(part)),
        _ => false,
    };

    /// <summary><c>getattr(value, 'name')</c>: a method of a value of the file, which nobody calls while it loads. What is reached from
    /// something imported is a name of its own.</summary>
    private static CallComplaint? GetAttribute(ReadOnlySpan<Symbol> arguments)
    {
        if (arguments is not [var owner, var name] || name.ShortText(64) is not { } word
            || !(IsPlain(word) || (word == "__new__" && owner.Kind == SymbolKind.Global)))
        {
            return new("reaches an attribute in a way that models do not use", ScanSeverity.Dangerous);
        }

        return owner.Kind == SymbolKind.Global || ScipyDistributions.IsEntropy(owner, word) ? null
            : owner.IsData || owner.Kind == SymbolKind.Call ? new($"gives the method '{PlainText.Of(word)}' of a value of the file",
                ScanSeverity.Review, IsHeld: true)
            : Other();
    }

    private static CallComplaint? Partial(ReadOnlySpan<Symbol> arguments) =>
        arguments is not [{ Global: { IsComputed: false } function }, ..]
        ? new("is made of what is no function of the file's list", ScanSeverity.Dangerous)
        : function.Via is not null && function.Name!.EndsWith(".__new__", StringComparison.Ordinal) ? null
        : function.FullName is "sklearn.utils.validation.check_array" or "sklearn.utils.check_array"
            or "pandas.core.internals.blocks.new_block" && arguments.Length == 1 ? null
        : new($"makes a function of {PlainText.Of(function.FullName)} that can be called later", ScanSeverity.Review, IsHeld: true);

    /// <summary><c>copyreg._reconstructor(class, base, state)</c>: the base makes the object, so it is one of Python's own.</summary>
    private static bool IsReconstruction(ReadOnlySpan<Symbol> arguments) =>
        arguments is [{ Kind: SymbolKind.Global }, { Global: { Module: "builtins" or "__builtin__" } type }, var state]
            && (type.Name == "object" ? state.Kind == SymbolKind.None
                : type.Name is "dict" or "list" or "tuple" or "set" or "frozenset" or "str" or "unicode" or "bytes" or "bytearray" or "int"
                    or "long" or "float" or "complex" or "bool");

    /// <summary>numpy's arrays, and what pandas and scikit-learn made of them; a class that is not on the list is a finding of its
    /// own.</summary>
    private static bool IsArrayClass(SymbolicGlobal type) => type.IsComputed || NameList.Find(type.Module!, type.Name!) is not { } known
        || known.Module.Split('.')[0] is "numpy" or "pandas" or "sklearn";

    private static bool AreBytes(ReadOnlySpan<Symbol> arguments) => arguments.Length switch
    {
        0 => true,
        1 => IsBytes(arguments[0]) || arguments[0].Kind is SymbolKind.Buffer or SymbolKind.Call,
        2 => IsText(arguments[0]) && arguments[1].ShortText(16) is "latin1" or "latin-1",
        _ => false,
    };

    private static bool AreAll(ReadOnlySpan<Symbol> arguments, Func<Symbol, bool> test)
    {
        foreach (Symbol argument in arguments)
        {
            if (!test(argument))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSmall(Symbol symbol) =>
        symbol.Kind is SymbolKind.None or SymbolKind.Bool or SymbolKind.Float or SymbolKind.Integer;

    private static bool IsText(Symbol symbol) => symbol.Kind is SymbolKind.Text or SymbolKind.ByteString;

    private static bool IsBytes(Symbol symbol) => symbol.Kind is SymbolKind.Bytes or SymbolKind.ByteArray or SymbolKind.ByteString;

    private static bool IsTextOrBytes(Symbol symbol) => IsText(symbol) || IsBytes(symbol)
        || symbol.Call?.Callee.Global is { Module: "_codecs", Name: "encode" };

    private static bool IsIdentifier(Symbol symbol) => symbol.ShortText(64) is { } word && word.Split('.').All(IsPlain);

    private static bool IsPlain(string word) => word.Length > 0 && NameShape.Oddity("module", word) is null;
}
