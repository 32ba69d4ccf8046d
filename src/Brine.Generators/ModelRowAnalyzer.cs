using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Brine.Generators;

/// <summary>Says which types cannot be rows or answers of a model, and why.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelRowAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Rules.NotPartial, Rules.ColumnType, Rules.SameColumn, Rules.BadRow, Rules.AnswerType];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(AnalyzeCall, SyntaxKind.InvocationExpression);
    }

    private static void AnalyzeType(SymbolAnalysisContext found)
    {
        if (ModelRowReader.Attribute(found.Symbol, ModelRowReader.Mark) is not null)
        {
            ModelRowReader.Read((INamedTypeSymbol)found.Symbol, found.ReportDiagnostic);
        }
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext found)
    {
        var call = (InvocationExpressionSyntax)found.Node;
        if (call.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "For" } }
            && found.SemanticModel.GetSymbolInfo(call, found.CancellationToken).Symbol is IMethodSymbol { TypeArguments.Length: 2 } method
            && method.ContainingType.ToDisplayString() == "Brine.Model" && !ModelRowReader.IsAnswer(method.TypeArguments[1]))
        {
            found.ReportDiagnostic(Diagnostic.Create(Rules.AnswerType, call.GetLocation(), method.TypeArguments[1].ToDisplayString()));
        }
    }
}
