using Microsoft.CodeAnalysis;

namespace Brine.Generators;

/// <summary>Reports that a rule is broken at a place.</summary>
internal delegate void Report(DiagnosticDescriptor rule, ISymbol place, params object[] arguments);

/// <summary>Finds the members of a type that are part of the Python object, those of its base classes first.</summary>
internal sealed class MemberReader(ClassModel model, Compilation compilation, Report report)
{
    private static readonly string[] Marks = ["PickleNameAttribute", "PickleArgumentAttribute", "PickleItemsAttribute", "PickleExtraAttribute", "PickleConverterAttribute"];

    internal static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().Concat(PositionalParameter(symbol)?.GetAttributes() ?? [])
            .FirstOrDefault(attribute => attribute.AttributeClass?.Name == name && attribute.AttributeClass.ContainingNamespace?.ToDisplayString() == "Brine.Pickling");

    internal static bool IsMarked(ISymbol symbol) => Array.Exists(Marks, mark => Attribute(symbol, mark) is not null);

    /// <summary>The item type of a list, or the two of a dictionary; empty where the type is neither.</summary>
    internal static IReadOnlyList<ITypeSymbol> ItemTypes(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString() switch
    {
        "System.Collections.Generic.List<T>" or "System.Collections.Generic.IList<T>" or "System.Collections.Generic.ICollection<T>"
            or "System.Collections.Generic.Dictionary<TKey, TValue>" or "System.Collections.Generic.IDictionary<TKey, TValue>" => ((INamedTypeSymbol)type).TypeArguments,
        _ => [],
    };

    internal void Read()
    {
        var bases = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? at = model.Type; at is not null && at.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); at = at.BaseType)
        {
            if (model.Form is "List" or "Dict" && ItemTypes(at) is { Count: > 0 } items)
            {
                model.OwnItems = [.. items];
            }

            if (at.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) != true)
            {
                bases.Push(at);
            }
        }

        foreach (ISymbol symbol in bases.SelectMany(type => type.GetMembers()))
        {
            if (TypeOf(symbol) is { } type && Attribute(symbol, "PickleIgnoreAttribute") is null)
            {
                Add(symbol, type);
            }
        }
    }

    private void Add(ISymbol symbol, ITypeSymbol type)
    {
        model.Members.RemoveAll(member => member.Symbol.Name == symbol.Name);
        string name = Attribute(symbol, "PickleNameAttribute")?.ConstructorArguments[0].Value as string ?? PythonNames.SnakeCase(symbol.Name);
        AttributeData? argument = Attribute(symbol, "PickleArgumentAttribute");
        var member = new MemberModel(symbol, type, name)
        {
            IsItems = Attribute(symbol, "PickleItemsAttribute") is not null,
            IsExtra = Attribute(symbol, "PickleExtraAttribute") is not null,
            IsRequired = symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true },
            Position = argument?.ConstructorArguments[0].Value as int?,
            Setting = SettingOf(symbol),
        };
        member.IsAttribute = !member.IsItems && !member.IsExtra && (argument is null || argument.NamedArguments.Any(option => option.Key == "Stored" && option.Value.Value is true));
        if (member.IsExtra && type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString() is not ("Brine.Pickling.PyDict"
            or "System.Collections.Generic.Dictionary<string, Brine.Pickling.PyValue>" or "System.Collections.Generic.IDictionary<string, Brine.Pickling.PyValue>"))
        {
            report(Rules.BadForm, symbol, symbol.Name, "[PickleExtra] stands on a PyDict or a Dictionary<string, PyValue>");
        }

        model.Members.Add(member);
    }

    /// <summary>The type of a property or field that may be part of the object.</summary>
    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: not null } property when property.DeclaredAccessibility == Accessibility.Public || IsMarked(property) => property.Type,
        IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field when IsMarked(field) => field.Type,
        _ => null,
    };

    /// <summary>Accessors bind to types that are not generic.</summary>
    private Setting SettingOf(ISymbol symbol) =>
        ChooseSetting(symbol) is var setting && setting is Setting.Accessor or Setting.Field && symbol.ContainingType.IsGenericType ? Setting.None : setting;

    private Setting ChooseSetting(ISymbol symbol)
    {
        if (symbol is IFieldSymbol field)
        {
            return field.IsReadOnly ? Setting.Field : Setting.Setter;
        }

        var property = (IPropertySymbol)symbol;
        if (property.SetMethod is { } setter)
        {
            return !setter.IsInitOnly && compilation.IsSymbolAccessibleWithin(setter, model.Type) ? Setting.Setter : Setting.Accessor;
        }

        return property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(behind => SymbolEqualityComparer.Default.Equals(behind.AssociatedSymbol, property)) ? Setting.Field : Setting.None;
    }

    /// <summary>The parameter that a record makes a property of: attributes may stand there.</summary>
    private static IParameterSymbol? PositionalParameter(ISymbol symbol) =>
        symbol is IPropertySymbol { ContainingType.IsRecord: true } property
            ? property.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
                .FirstOrDefault(parameter => parameter.Name == property.Name && parameter.Locations.SequenceEqual(property.Locations))
            : null;
}
