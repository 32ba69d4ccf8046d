using Microsoft.CodeAnalysis;

namespace Brine.Generators;

/// <summary>The C# expression that gives the converter of a type.</summary>
/// <param name="compilation">What is compiled.</param>
internal sealed class ConverterExpression(Compilation compilation)
{
    internal const string Converters = "global::Brine.Pickling.PickleConverters";

    private static readonly HashSet<string> Simple =
    [
        "bool", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "nint", "nuint", "float", "double", "decimal", "char",
        "string", "object",
        "System.Int128", "System.UInt128", "System.Half", "System.Numerics.BigInteger", "System.Numerics.Complex", "System.Uri",
        "System.Guid",
        "System.DateOnly", "System.TimeOnly", "System.DateTime", "System.DateTimeOffset", "System.TimeSpan", "System.Memory<byte>",
        "System.ReadOnlyMemory<byte>",
        "Brine.Pickling.PyValue", "Brine.Pickling.PyReference", "Brine.Pickling.PyList", "Brine.Pickling.PyTuple", "Brine.Pickling.PyDict",
        "Brine.Pickling.PySet",
        "Brine.Pickling.PyObject", "Brine.Pickling.PyGlobal", "Brine.Pickling.PyBytes", "Brine.Pickling.PyByteArray",
    ];

    private static readonly HashSet<string> Sequences =
    [
        "System.Collections.Generic.IList<T>", "System.Collections.Generic.IReadOnlyList<T>", "System.Collections.Generic.ICollection<T>",
        "System.Collections.Generic.IReadOnlyCollection<T>", "System.Collections.Generic.IEnumerable<T>",
    ];

    private static readonly HashSet<string> Sets =
        ["System.Collections.Generic.HashSet<T>", "System.Collections.Generic.ISet<T>", "System.Collections.Generic.IReadOnlySet<T>"];

    private static readonly HashSet<string> Dictionaries =
    [
        "System.Collections.Generic.Dictionary<TKey, TValue>", "System.Collections.Generic.IDictionary<TKey, TValue>",
        "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>", "System.Collections.Generic.OrderedDictionary<TKey, TValue>",
    ];

    private readonly SortedSet<string> _foreign = new(StringComparer.Ordinal);

    /// <summary>The type that has no counterpart in Python, when <see cref="Of"/> gave null.</summary>
    internal ITypeSymbol? Unsupported { get; private set; }

    /// <summary>Mapped types of other assemblies, whose registration has to be woken.</summary>
    internal IReadOnlyCollection<string> Foreign => _foreign;

    internal static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>True for the types that need no registration: they are known from the start.</summary>
    internal static bool IsKnown(ITypeSymbol type) =>
        Simple.Contains(Plain(type)) || type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte };

    internal string? Of(ITypeSymbol type)
    {
        string? inner = Inner(type);
        bool mayBeNull = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated
            && type.SpecialType != SpecialType.System_Object;
        return inner is null || !mayBeNull ? inner : $"{Converters}.Optional({inner})";
    }

    /// <summary>The attribute of a type that stands for a Python class.</summary>
    internal static AttributeData? ClassAttribute(ISymbol type) =>
        type.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == "Brine.Pickling.PickleClassAttribute");

    private string? Inner(ITypeSymbol type)
    {
        if (IsKnown(type))
        {
            return $"{Converters}.Of<{Name(type)}>()";
        }

        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 or 2 } array:
                return Of(array.ElementType) is { } items
                    ? $"{Converters}.{(array.Rank == 1 ? "Array" : "Grid")}<{Name(array.ElementType)}>({items})" : null;
            case INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration:
                if (ClassAttribute(enumeration) is null)
                {
                    return $"{Converters}.Enum<{Name(type)}>()";
                }

                AddForeign(enumeration);
                return $"{Converters}.Of<{Name(type)}>()";
            case INamedTypeSymbol named when ClassAttribute(named) is not null || ImplementsMapping(named):
                AddForeign(named);
                return $"{Converters}.OfClass<{Name(type)}>()";
            case INamedTypeSymbol { IsGenericType: true } generic:
                return Generic(generic);
            case INamedTypeSymbol { IsAbstract: true, TypeKind: TypeKind.Class or TypeKind.Interface } open when !IsSystem(open):
                return $"{Converters}.Derived<{Name(type)}>()";
            default:
                Unsupported ??= type;
                return null;
        }
    }

    private string? Generic(INamedTypeSymbol type)
    {
        var parts = new List<string>();
        System.Collections.Immutable.ImmutableArray<ITypeSymbol> arguments = type.IsTupleType
            ? [.. type.TupleElements.Select(element => element.Type)] : type.TypeArguments;
        foreach (ITypeSymbol argument in arguments)
        {
            if (Of(argument) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        string definition = type.OriginalDefinition.ToDisplayString();
        string name = Name(type), names = string.Join(", ", arguments.Select(Name)), values = string.Join(", ", parts);
        return definition switch
        {
            "T?" or "System.Nullable<T>" => $"{Converters}.Nullable<{names}>({values})",
            "System.Collections.Generic.List<T>" => $"{Converters}.List<{names}>({values})",
            "System.Collections.Immutable.ImmutableArray<T>" => $"{Converters}.ImmutableArray<{names}>({values})",
            "System.Collections.Frozen.FrozenSet<T>" => $"{Converters}.FrozenSet<{names}>({values})",
            "System.Collections.Generic.KeyValuePair<TKey, TValue>" =>
                Tuple(name, arguments, parts, "new({0})", ["value.Key", "value.Value"]),
            _ when CollectionTypes.Expression(definition, name, names, values) is { } collection => $"{Converters}.{collection}",
            _ when Sequences.Contains(definition) => $"{Converters}.Sequence<{name}, {names}>({values})",
            _ when Sets.Contains(definition) => $"{Converters}.Set<{name}, {names}>({values})",
            _ when Dictionaries.Contains(definition) => $"{Converters}.Dictionary<{name}, {names}>({values})",
            _ when type.IsTupleType =>
                Tuple(name, arguments, parts, arguments.Length == 1 ? "new({0})" : "({0})",
                    [.. Enumerable.Range(1, arguments.Length).Select(i => "value.Item" + i)]),
            _ when definition.StartsWith("System.Tuple<", StringComparison.Ordinal) && arguments.Length < 8 =>
                Tuple(name, arguments, parts, "new({0})", [.. Enumerable.Range(1, arguments.Length).Select(i => "value.Item" + i)]),
            _ => Refuse(type),
        };
    }

    private string? Refuse(ITypeSymbol type)
    {
        Unsupported ??= type;
        return null;
    }

    private static string Tuple(string name, IReadOnlyList<ITypeSymbol> types, IReadOnlyList<string> converters, string make,
        IReadOnlyList<string> items)
    {
        string made = string.Format(System.Globalization.CultureInfo.InvariantCulture, make,
            string.Join(", ", types.Select((type, i) => $"({Name(type)})items[{i}]")));
        string cases = string.Join(", ",
            items.Select((item, i) => i == items.Count - 1 ? $"_ => (object?){item}" : $"{i} => (object?){item}"));
        return $"{Converters}.Tuple<{name}>(new global::Brine.Pickling.PickleConverter[] {{ {string.Join(", ", converters)} }}, static "
            + $"items => {made}, static (value, i) => i switch {{ {cases} }})";
    }

    private void AddForeign(INamedTypeSymbol type)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
        {
            _foreign.Add(Name(type));
        }
    }

    private static bool ImplementsMapping(INamedTypeSymbol type) =>
        type.Interfaces.Any(implemented => implemented.OriginalDefinition.ToDisplayString() == "Brine.Pickling.IPickleClass<TSelf>");

    internal static bool IsSystem(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space
            && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    private static string Plain(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
