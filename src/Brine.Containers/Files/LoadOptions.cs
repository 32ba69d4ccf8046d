using Brine.Pickling;

namespace Brine.Containers;

/// <summary>How to load a file.</summary>
public sealed record LoadOptions
{
    /// <summary>How much the file may ask for; <see cref="Pickling.Limits.Trusted"/> only for files that you made yourself.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
