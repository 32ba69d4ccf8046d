using Brine.Pickling;

namespace Brine;

/// <summary>How to convert a file.</summary>
public sealed record ConvertOptions
{
    /// <summary>The pickle protocol to write, that of the input when left out; of a skops file its own, 1 or 2, which is the default.</summary>
    public int? Protocol { get; init; }

    /// <summary>joblib's <c>compress</c>: <c>3</c>, <c>zlib:3</c>, <c>gzip:9</c>; null for no compression. A skops file takes zlib alone.</summary>
    public string? Compress { get; init; }

    /// <summary>True to write the labels of a frame's rows in front of its columns; they are left out otherwise, and told by <see cref="OnNote"/>.</summary>
    public bool KeepsIndex { get; init; }

    /// <summary>Told of everything that the output leaves out.</summary>
    public Action<string>? OnNote { get; init; }

    /// <summary>How much the input may ask for.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
