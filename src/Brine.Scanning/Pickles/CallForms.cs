using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>The forms in which honest models call what is on the list.</summary>
internal static class CallForms
{
    /// <summary>A name that is reached by <c>getattr</c>.</summary>
    internal const string Attribute = "attribute";

    /// <summary>What is wrong with a call of an allowed name, or null.</summary>
    internal static string? Complaint(SymbolicCall call, KnownName known, ScanContext context)
    {
        _ = (call, known, context);
        return null;
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
}
