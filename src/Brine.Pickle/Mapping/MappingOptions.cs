namespace Brine.Pickling;

/// <summary>Options of the conversion between .NET values and Python values. By default nothing is lost: a value without an exact
/// counterpart is refused.</summary>
public sealed record MappingOptions
{
    /// <summary>The default: exact conversions only.</summary>
    public static MappingOptions Default { get; } = new();

    /// <summary>
    /// Take what is near where the exact has no place: ticks below a microsecond are rounded, a float becomes the nearest single, a large
    /// int the nearest double, a tuple is read as a list, a frozenset as a set, a bool as an int, an OrderedDict as a dictionary.
    /// </summary>
    public bool Lossy { get; init; }

    /// <summary>The form that a .NET enum without <see cref="PickleClassAttribute"/> has in Python.</summary>
    public EnumForm Enums { get; init; }

    /// <summary>Write .NET arrays of numbers and bools as numpy arrays instead of lists.</summary>
    public bool NumpyArrays { get; init; }
}
