using Brine.Pickling;

namespace Brine.Containers;

/// <summary>How to load a file.</summary>
public sealed record LoadOptions
{
    /// <summary>How much the file may ask for; <see cref="Pickling.Limits.Trusted"/> only for files that you made yourself.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Told of every class and function that the file names, each time it names one; also of those whose objects it throws away again.</summary>
    public Action<PyGlobal>? OnGlobal { get; init; }

    /// <summary>How Python values are turned into .NET's, where a .NET type is asked for.</summary>
    public MappingOptions Mapping { get; init; } = MappingOptions.Default;
}
