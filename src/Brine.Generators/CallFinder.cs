using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brine.Generators;

/// <summary>Finds the calls that name a type to be loaded or saved.</summary>
internal static class CallFinder
{
    private static readonly HashSet<string> Reading = ["Load", "Loads", "LoadAsync", "To", "FromPython", "Of"];
    private static readonly HashSet<string> Writing = ["Dump", "Dumps", "DumpAsync", "ToPython"];
    private static readonly HashSet<string> Owners = ["Brine.Pickle", "Brine.Joblib", "Brine.PyValueExtensions",
        "Brine.Pickling.PickleConverters"];

    internal static bool MayBeCall(SyntaxNode node) =>
        node is InvocationExpressionSyntax call && NameOf(call) is { } name && (Reading.Contains(name) || Writing.Contains(name));

    /// <summary>The type that a call names, when it is a call of Brine's and the type is closed.</summary>
    internal static (ITypeSymbol Type, bool IsReading)? TypeOf(InvocationExpressionSyntax call, SemanticModel model,
        CancellationToken cancel)
    {
        if (model.GetSymbolInfo(call, cancel).Symbol is not IMethodSymbol { TypeArguments.Length: 1 } method
            || !Owners.Contains(method.ContainingType.ToDisplayString()) || IsOpen(method.TypeArguments[0]))
        {
            return null;
        }

        return (method.TypeArguments[0], Reading.Contains(method.Name));
    }

    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer)),
        _ => false,
    };

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
