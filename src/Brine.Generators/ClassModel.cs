using Microsoft.CodeAnalysis;

namespace Brine.Generators;

/// <summary>How a member is set when an object is read.</summary>
internal enum Setting
{
    /// <summary>By its setter.</summary>
    Setter,

    /// <summary>By an <c>init</c> setter, or one that is not accessible: through an accessor that the compiler checks.</summary>
    Accessor,

    /// <summary>By the field behind a property that can only be read.</summary>
    Field,

    /// <summary>By the constructor.</summary>
    Constructor,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>A property or field that is part of the Python object.</summary>
internal sealed class MemberModel(ISymbol symbol, ITypeSymbol type, string pythonName)
{
    internal ISymbol Symbol { get; } = symbol;

    internal ITypeSymbol Type { get; } = type;

    internal string PythonName { get; } = pythonName;

    internal Setting Setting { get; set; }

    internal IParameterSymbol? Parameter { get; set; }

    internal string Converter { get; set; } = "";

    internal bool IsRequired { get; set; }

    internal bool IsItems { get; set; }

    internal bool IsExtra { get; set; }

    /// <summary>True where the member is all of the state.</summary>
    internal bool IsState { get; set; }

    /// <summary>True where the attribute stands in <c>__slots__</c>.</summary>
    internal bool IsSlot { get; set; }

    /// <summary>True where null stands for an attribute that is missing.</summary>
    internal bool IsOptional { get; set; }

    internal int? Position { get; set; }

    /// <summary>The name of the argument that the member is.</summary>
    internal string? Keyword { get; set; }

    /// <summary>True where the value stands among the attributes.</summary>
    internal bool IsAttribute { get; set; } = true;
}

/// <summary>A type that stands for a Python class.</summary>
internal sealed class ClassModel(INamedTypeSymbol type, string name, IReadOnlyList<string> olderNames)
{
    internal INamedTypeSymbol Type { get; } = type;

    internal string Name { get; } = name;

    internal IReadOnlyList<string> OlderNames { get; } = olderNames;

    internal string Form { get; set; } = "Attributes";

    internal bool Slots { get; set; }

    internal bool IgnoreUnknown { get; set; }

    internal string? Callable { get; set; }

    internal IMethodSymbol? Constructor { get; set; }

    internal List<MemberModel> Members { get; } = [];

    /// <summary>The type itself is the list or dictionary: its item types, the dictionary's two.</summary>
    internal List<ITypeSymbol>? OwnItems { get; set; }

    internal List<string> OwnItemConverters { get; } = [];

    /// <summary>The item types of what is held as a list (one) or as a dict (two); empty where nothing is.</summary>
    internal IReadOnlyList<ITypeSymbol> ItemTypes =>
        OwnItems ?? (Members.FirstOrDefault(member => member.IsItems) is { } items ? MemberReader.ItemTypes(items.Type) : []);

    internal SortedSet<string> Foreign { get; } = new(StringComparer.Ordinal);
}
