using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Brine.Generators;

/// <summary>Says which types cannot be mapped, and why.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PickleClassAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.NotPartial, Rules.NoConstructor, Rules.MemberType, Rules.SameName, Rules.Abstract, Rules.Generic, Rules.BadName,
        Rules.Positions, Rules.NotSettable,
        Rules.BadForm, Rules.LoadType, Rules.NotVisible, Rules.SameClass,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var names = new ConcurrentDictionary<string, INamedTypeSymbol>();
            start.RegisterSymbolAction(found => AnalyzeType(found, names), SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(AnalyzeCall, SyntaxKind.InvocationExpression);
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext found, ConcurrentDictionary<string, INamedTypeSymbol> names)
    {
        var type = (INamedTypeSymbol)found.Symbol;
        if (ConverterExpression.ClassAttribute(type) is not { } attribute
            || ClassReader.Read(type, attribute, found.Compilation, found.ReportDiagnostic) is not { } model)
        {
            return;
        }

        foreach (string name in model.OlderNames.Prepend(model.Name))
        {
            INamedTypeSymbol first = names.GetOrAdd(name.Replace(':', '.'), type);
            if (!SymbolEqualityComparer.Default.Equals(first, type))
            {
                found.ReportDiagnostic(Diagnostic.Create(Rules.SameClass, type.Locations[0], first.Name, type.Name, name));
            }
        }
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext found)
    {
        var call = (InvocationExpressionSyntax)found.Node;
        if (!CallFinder.MayBeCall(call)
            || CallFinder.TypeOf(call, found.SemanticModel, found.CancellationToken) is not { IsReading: true } named)
        {
            return;
        }

        var expression = new ConverterExpression(found.Compilation);
        if (expression.Of(named.Type) is null)
        {
            found.ReportDiagnostic(Diagnostic.Create(Rules.LoadType, call.GetLocation(), expression.Unsupported!.ToDisplayString()));
        }
    }
}
