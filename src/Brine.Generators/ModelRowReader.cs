using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brine.Generators;

/// <summary>Reads which columns a type with <c>[ModelRow]</c> has, and what is wrong with it.</summary>
internal static class ModelRowReader
{
    internal const string Mark = "Brine.ModelRowAttribute";

    /// <summary>The columns of a type, or null where something is wrong with it.</summary>
    internal static ModelRowModel? Read(INamedTypeSymbol type, Action<Diagnostic> report)
    {
        bool isWrong = false;
        void Say(DiagnosticDescriptor rule, ISymbol place, params object[] arguments)
        {
            isWrong = true;
            report(Diagnostic.Create(rule, place.Locations.FirstOrDefault(at => at.IsInSource) ?? type.Locations.FirstOrDefault(),
                arguments));
        }

        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            if (!IsPartial(at))
            {
                Say(Rules.NotPartial, type, type.Name);
                break;
            }
        }

        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            if (at.IsGenericType || at.IsStatic || at.IsRefLikeType || at.IsFileLocal)
            {
                Say(Rules.BadRow, type, type.Name, "is generic, static, a ref struct or local to its file, or stands in such a type");
                break;
            }
        }

        var members = new List<ModelRowMember>();
        foreach (ISymbol symbol in Candidates(type))
        {
            ITypeSymbol own = symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)symbol).Type;
            if (Column(symbol, own) is not { } member)
            {
                Say(Rules.ColumnType, symbol, symbol.Name, own.ToDisplayString());
                continue;
            }

            if (members.FirstOrDefault(other => AreSame(other, member)) is { } same)
            {
                Say(Rules.SameColumn, symbol, same.Symbol.Name, symbol.Name, member.Name);
            }

            members.Add(member);
        }

        if (!isWrong && members.Count == 0)
        {
            Say(Rules.BadRow, type, type.Name, "has no public property or field that could be a column");
        }

        return isWrong ? null : new ModelRowModel(type, members);
    }

    internal static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().Concat(MemberReader.PositionalParameter(symbol)?.GetAttributes() ?? [])
            .FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    /// <summary>True for the types that a model answers with.</summary>
    internal static bool IsAnswer(ITypeSymbol type) => type.TypeKind is TypeKind.Enum or TypeKind.TypeParameter or TypeKind.Error
        || type.ToDisplayString() == "Brine.Pickling.PyValue"
        || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64
            or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_String;

    private static IEnumerable<ISymbol> Candidates(INamedTypeSymbol type)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? at = type;
            at is not null && at.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); at = at.BaseType)
        {
            types.Push(at);
        }

        var found = new List<ISymbol>();
        foreach (ISymbol symbol in types.SelectMany(at => at.GetMembers()))
        {
            bool isColumn = symbol.DeclaredAccessibility == Accessibility.Public && !symbol.IsStatic
                && symbol is IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public }
                    or IFieldSymbol { IsImplicitlyDeclared: false };
            if (isColumn)
            {
                // What a derived class overrides or hides is read as its own, where the base class has it.
                int hidden = found.FindIndex(other => other.Name == symbol.Name);
                if (hidden >= 0)
                {
                    found[hidden] = symbol;
                }
                else
                {
                    found.Add(symbol);
                }
            }
        }

        return found.Where(symbol => Attribute(symbol, "Brine.ModelIgnoreAttribute") is null);
    }

    private static ModelRowMember? Column(ISymbol symbol, ITypeSymbol own)
    {
        bool isNullable = own.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        ITypeSymbol type = isNullable ? ((INamedTypeSymbol)own).TypeArguments[0] : own;
        string? kind = type.TypeKind == TypeKind.Enum ? "Text" : type.SpecialType switch
        {
            SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal => "Number",
            SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
                or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 => "Whole",
            SpecialType.System_Boolean => "Bool",
            SpecialType.System_String => "Text",
            SpecialType.System_DateTime => "Time",
            _ => null,
        };
        string? name = Attribute(symbol, "Brine.ModelColumnAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;
        return kind is null ? null
            : new ModelRowMember(symbol, name ?? symbol.Name, name is not null, kind, type,
                isNullable || (!own.IsValueType && own.NullableAnnotation != NullableAnnotation.NotAnnotated));
    }

    private static bool AreSame(ModelRowMember first, ModelRowMember second) =>
        first.IsExact && second.IsExact ? first.Name == second.Name
        : !first.IsExact && !second.IsExact && Letters(first.Name) == Letters(second.Name);

    private static string Letters(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(
        reference => reference.GetSyntax() is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
