using Brine.Pickling;

namespace Brine;

/// <summary>How to convert a file.</summary>
public sealed record ConvertOptions
{
    /// <summary>The pickle protocol to write; that of the input when left out.</summary>
    public int? Protocol { get; init; }

    /// <summary>joblib's <c>compress</c>: <c>3</c>, <c>zlib:3</c>, <c>gzip:9</c>; null for what the output's extension says. <c>none</c> stores the arrays of an .npz as they are.</summary>
    public string? Compress { get; init; }

    /// <summary>The oldest joblib that must load a .joblib file, as <c>1.1</c>; null for 1.2 and later.</summary>
    public string? Joblib { get; init; }

    /// <summary>True to write what the output's form can hold and leave out the rest, which <see cref="OnNote"/> is told; a value that would lose something is refused otherwise.</summary>
    public bool AllowsLoss { get; init; }

    /// <summary>True to write the labels of a frame's rows in front of its columns.</summary>
    public bool KeepsIndex { get; init; }

    /// <summary>Told of everything that the output leaves out.</summary>
    public Action<string>? OnNote { get; init; }

    /// <summary>How much the input may ask for.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
