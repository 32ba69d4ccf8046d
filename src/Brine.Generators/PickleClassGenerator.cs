using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Brine.Generators;

/// <summary>Writes the converters of types with <c>[PickleClass]</c>, and registers them and the closed types that are named in
/// calls.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class PickleClassGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Output> classes = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Brine.Pickling.PickleClassAttribute",
            static (node, _) => node is BaseTypeDeclarationSyntax,
            static (found, _) => Class(found)).Where(static output => output.HintName is not null);
        IncrementalValuesProvider<Output> calls = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => CallFinder.MayBeCall(node),
            static (found, cancel) => Call(found, cancel)).Where(static output => output.Registrations.Any());
        IncrementalValueProvider<Output> named = context.CompilationProvider.Select(static (compilation, _) => Named(compilation));
        context.RegisterSourceOutput(classes,
            static (target, output) => target.AddSource(output.HintName!, SourceText.From(output.Source, Encoding.UTF8)));
        context.RegisterSourceOutput(
            classes.Collect().Combine(calls.Collect()).Combine(named),
            static (target, all) => Register(target, [.. all.Left.Left, .. all.Left.Right, all.Right]));
    }

    private static Output Class(GeneratorAttributeSyntaxContext found)
    {
        var type = (INamedTypeSymbol)found.TargetSymbol;
        if (ClassReader.Read(type, found.Attributes[0], found.SemanticModel.Compilation, static _ => { }) is not { } model)
        {
            return default;
        }

        string name = type.ToDisplayString().Replace('<', '_').Replace('>', '_') + ".pickle.g.cs";
        string self = ConverterExpression.Name(type);
        return type.TypeKind == TypeKind.Enum
            ? new Output(name, EnumEmitter.Emit(model),
                new([$"0 {ConverterExpression.Converters}.Register(new "
                    + $"global::Brine.Pickling.Generated.{EnumEmitter.ClassName(type)}());"]))
            : new Output(name, ClassEmitter.Emit(model),
                new([$"1 {ConverterExpression.Converters}.Register<{self}>();", .. model.Foreign.Select(Wake)]));
    }

    private static Output Call(GeneratorSyntaxContext found, CancellationToken cancel) =>
        CallFinder.TypeOf((InvocationExpressionSyntax)found.Node, found.SemanticModel, cancel) is { } call
            ? Use(call.Type, found.SemanticModel.Compilation) : default;

    private static Output Named(Compilation compilation)
    {
        var lines = new List<string>();
        foreach (AttributeData attribute in compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() == "Brine.Pickling.PickleTypeAttribute"
                && attribute.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol type)
            {
                lines.AddRange(Use(type, compilation).Registrations);
            }
        }

        return new Output(null, "", new([.. lines]));
    }

    /// <summary>The lines that make a closed type known.</summary>
    private static Output Use(ITypeSymbol type, Compilation compilation)
    {
        var expression = new ConverterExpression(compilation);
        ITypeSymbol plain = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (ConverterExpression.IsKnown(plain) || !compilation.IsSymbolAccessibleWithin(plain, compilation.Assembly)
            || expression.Of(plain) is not { } converter)
        {
            return default;
        }

        var lines = new List<string>(expression.Foreign.Select(Wake));
        string name = ConverterExpression.Name(plain);
        if (!converter.StartsWith(ConverterExpression.Converters + ".Of", StringComparison.Ordinal))
        {
            lines.Add($"3 {ConverterExpression.Converters}.Register<{name}>({converter});");
        }

        return new Output(null, "", new([.. lines]));
    }

    private static string Wake(string type) =>
        $"2 global::System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(typeof({type}).Module.ModuleHandle);";

    /// <summary>Writes one method that runs when the assembly is loaded: enums, classes, other assemblies, then what is made of
    /// them.</summary>
    private static void Register(SourceProductionContext target, ImmutableArray<Output> outputs)
    {
        // Of two calls that differ in what may be null, the one that allows more counts.
        string[] lines = [.. outputs.SelectMany(output => output.Registrations)
            .GroupBy(line => line[0] == '3' ? line.Substring(0, line.IndexOf(">(", StringComparison.Ordinal)) : line)
            .Select(group => group.OrderByDescending(line => line.Length).First())
            .OrderBy(line => line, StringComparer.Ordinal)];
        if (lines.Length == 0)
        {
            return;
        }

        var text = new StringBuilder(
            "// <auto-generated/>\n#nullable enable annotations\n#nullable disable warnings\n#pragma warning disable\nnamespace "
                + "Brine.Pickling.Generated\n{\n");
        text.Append(
            "    internal static class PickleRegistration\n    {\n        [global::System.Runtime.CompilerServices.ModuleInitializer]\n    "
                + "    internal static void Register()\n        {\n");
        text.Append("            ").Append(ConverterExpression.Converters).Append(".UseGenerated();\n");
        foreach (string line in lines)
        {
            text.Append("            ").Append(line.Substring(2)).Append('\n');
        }

        target.AddSource("PickleRegistration.g.cs", SourceText.From(text.Append("        }\n    }\n}\n").ToString(), Encoding.UTF8));
    }

    /// <summary>What one place in the source asks for.</summary>
    private readonly record struct Output(string? HintName, string Source, EquatableArray<string> Registrations);
}
