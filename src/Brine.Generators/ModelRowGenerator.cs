using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Brine.Generators;

/// <summary>Writes how the columns of types with <c>[ModelRow]</c> are read.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelRowGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<(string Name, string Source)> rows = context.SyntaxProvider.ForAttributeWithMetadataName(
            ModelRowReader.Mark,
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) => ModelRowReader.Read((INamedTypeSymbol)found.TargetSymbol, static _ => { }) is { } model
                ? (model.Type.ToDisplayString() + ".row.g.cs", ModelRowEmitter.Emit(model)) : default)
            .Where(static output => output.Item1 is not null);
        context.RegisterSourceOutput(rows,
            static (target, output) => target.AddSource(output.Name, SourceText.From(output.Source, Encoding.UTF8)));
    }
}
