using Microsoft.CodeAnalysis;

namespace Brine.Generators;

/// <summary>Reports that a rule is broken at a place.</summary>
internal delegate void Report(DiagnosticDescriptor rule, ISymbol place, params object[] arguments);

/// <summary>Finds the members of a type that are part of the Python object, those of its base classes first.</summary>
internal sealed class MemberReader(ClassModel model, Compilation compilation, Report report)
{
    private static readonly string[] Marks = 
    [
        "PickleNameAttribute", "PickleArgumentAttribute", "PickleItemsAttribute", "PickleExtraAttribute", "PickleConverterAttribute",
        "PickleSlotAttribute", "PickleOptionalAttribute", "PickleStateAttribute", "PickleKeywordAttribute",
    ];

    internal static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().Concat(PositionalParameter(symbol)?.GetAttributes() ?? [])
            .FirstOrDefault(
                attribute => attribute.AttributeClass?.Name == name
                    && attribute.AttributeClass.ContainingNamespace?.ToDisplayString() == "Brine.Pickling");

    internal static bool IsMarked(ISymbol symbol) => Array.Exists(Marks, mark => Attribute(symbol, mark) is not null);

    /// <summary>The item type of a list, or the two of a dictionary; empty where the type is neither.</summary>
    internal static IReadOnlyList<ITypeSymbol> ItemTypes(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString() switch
    {
        "System.Collections.Generic.List<T>" or "System.Collections.Generic.IList<T>" or "System.Collections.Generic.ICollection<T>"
            or "System.Collections.Generic.Dictionary<TKey, TValue>" or "System.Collections.Generic.IDictionary<TKey, TValue>" =>
            ((INamedTypeSymbol)type).TypeArguments,
        _ => [],
    };

    internal void Read()
    {
        var bases = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? at = model.Type;
            at is not null && at.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); at = at.BaseType)
        {
            if (model.Form is "List" or "Dict" or "Reduce" && ItemTypes(at) is { Count: > 0 } items)
            {
                model.OwnItems = [.. items];
            }

            if (!ConverterExpression.IsSystem(at))
            {
                bases.Push(at);
            }
            else if (model.OwnItems is null && IsCollection(at))
            {
                report(Rules.BadForm, model.Type, model.Type.Name,
                    $"what it holds as a {at.Name} would be lost: extend List<T> or Dictionary<K, V> with the form List, Dict or Reduce, "
                        + "or hold the items in a member");
                break;
            }
        }

        foreach (ISymbol symbol in bases.SelectMany(type => type.GetMembers()))
        {
            if (Attribute(symbol, "PickleIgnoreAttribute") is not null)
            {
                continue;
            }

            if (TypeOf(symbol) is { } type)
            {
                Add(symbol, type);
            }
            else if (symbol is IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: null, IsOverride: false,
                DeclaredAccessibility: Accessibility.Public, ExplicitInterfaceImplementations.Length: 0 })
            {
                report(Rules.NotSettable, symbol, symbol.Name);
            }
        }
    }

    /// <summary>The method that reads the attributes that no member stands for as this type, or null where none does.</summary>
    internal static string? ExtraReader(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString().TrimEnd('?').Replace("object?>", "object>") switch
    {
        "Brine.Pickling.PyDict" => "Extra",
        "System.Collections.Generic.Dictionary<string, Brine.Pickling.PyValue>"
            or "System.Collections.Generic.IDictionary<string, Brine.Pickling.PyValue>" => "ExtraByName",
        "System.Collections.Generic.Dictionary<string, object>" or "System.Collections.Generic.IDictionary<string, object>" =>
            "ExtraObjects",
        _ => null,
    };

    /// <summary>True for a property without a value of its own: what it gives is made of other members.</summary>
    internal static bool IsComputed(ISymbol symbol) => symbol is IPropertySymbol { SetMethod: null } property && !HasField(property);

    private static bool HasField(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(behind => SymbolEqualityComparer.Default.Equals(behind.AssociatedSymbol, property));

    private static bool IsCollection(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(
            implemented => implemented.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);

    private void Add(ISymbol symbol, ITypeSymbol type)
    {
        MemberModel? hidden = model.Members.FirstOrDefault(member => member.Symbol.Name == symbol.Name);
        if (hidden is not null && !IsComputed(hidden.Symbol) && symbol is not IPropertySymbol { IsOverride: true })
        {
            report(Rules.SameName, symbol, $"{hidden.Symbol.ContainingType.Name}.{symbol.Name}",
                $"{symbol.ContainingType.Name}.{symbol.Name}", hidden.PythonName);
        }

        model.Members.RemoveAll(member => member.Symbol.Name == symbol.Name);
        string name = Attribute(symbol, "PickleNameAttribute")?.ConstructorArguments[0].Value as string
            ?? PythonNames.SnakeCase(symbol.Name);
        AttributeData? argument = Attribute(symbol, "PickleArgumentAttribute");
        var member = new MemberModel(symbol, type, name)
        {
            IsItems = Attribute(symbol, "PickleItemsAttribute") is not null,
            IsExtra = Attribute(symbol, "PickleExtraAttribute") is not null,
            IsRequired = symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true },
            IsState = Attribute(symbol, "PickleStateAttribute") is not null,
            IsOptional = Attribute(symbol, "PickleOptionalAttribute") is not null,
            Position = argument?.ConstructorArguments[0].Value as int?,
            Setting = SettingOf(symbol),
        };
        AttributeData? keyword = Attribute(symbol, "PickleKeywordAttribute");
        member.Keyword = keyword is null ? null : keyword.ConstructorArguments[0].Value as string ?? name;
        member.IsAttribute = !member.IsItems && !member.IsExtra && !member.IsState && IsStored(argument) && IsStored(keyword);
        member.IsSlot = member.IsAttribute && (Attribute(symbol, "PickleSlotAttribute") is not null || SaysSlots(symbol.ContainingType));
        if (member.IsExtra && ExtraReader(type) is null)
        {
            report(Rules.BadForm, symbol, symbol.Name,
                "[PickleExtra] stands on a Dictionary<string, object?>, a Dictionary<string, PyValue> or a PyDict");
        }

        if (member.IsOptional
            && (type.IsValueType ? type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
                : type.NullableAnnotation == NullableAnnotation.NotAnnotated))
        {
            report(Rules.BadForm, symbol, symbol.Name, "[PickleOptional] stands on a member that may be null");
        }

        model.Members.Add(member);
    }

    private static bool IsStored(AttributeData? argument) =>
        argument is null || argument.NamedArguments.Any(option => option.Key == "Stored" && option.Value.Value is true);

    /// <summary>Whether the members of a type are slots is what its own attribute says; a type without one is a part of the class that
    /// extends it.</summary>
    private bool SaysSlots(INamedTypeSymbol owner) =>
        SymbolEqualityComparer.Default.Equals(owner, model.Type) || ConverterExpression.ClassAttribute(owner) is not { } attribute
            ? model.Slots
        : attribute.NamedArguments.Any(option => option.Key == "Slots" && option.Value.Value is true);

    /// <summary>The type of a property or field that may be part of the object.</summary>
    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { IsStatic: false, IsIndexer: false,
            GetMethod: not null } property when property.DeclaredAccessibility == Accessibility.Public || IsMarked(property) =>
            property.Type,
        IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field when field.DeclaredAccessibility == Accessibility.Public
            || IsMarked(field) => field.Type,
        _ => null,
    };

    /// <summary>Accessors bind to types that are not generic.</summary>
    private Setting SettingOf(ISymbol symbol) =>
        ChooseSetting(symbol) is var setting && setting is Setting.Accessor or Setting.Field && symbol.ContainingType.IsGenericType
            ? Setting.None : setting;

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

        return HasField(property) ? Setting.Field : Setting.None;
    }

    /// <summary>The parameter that a record makes a property of: attributes may stand there.</summary>
    /// <summary>The parameter of a record that makes a property, or null.</summary>
    internal static IParameterSymbol? PositionalParameter(ISymbol symbol) =>
        symbol is IPropertySymbol { ContainingType.IsRecord: true } property
            ? property.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
                .FirstOrDefault(parameter => parameter.Name == property.Name && parameter.Locations.SequenceEqual(property.Locations))
            : null;
}
