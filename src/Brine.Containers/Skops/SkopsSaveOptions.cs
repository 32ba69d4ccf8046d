namespace Brine.Containers;

/// <summary>How to write a skops file.</summary>
public sealed record SkopsSaveOptions
{
    /// <summary>The version of the format that skops 0.10 and later write.</summary>
    public const int DefaultProtocol = 2;

    /// <summary>The version of the format that skops 0.6 to 0.9 read.</summary>
    public const int OldestProtocol = 1;

    /// <summary>The version of the format: 2, or 1 for skops 0.6 to 0.9, which know other names for the losses of linear models and no
    /// constructors.</summary>
    public int Protocol { get; init; } = DefaultProtocol;

    /// <summary>How the members of the archive are stored; as they are by default, as skops does.</summary>
    public ZipEntryOptions Storage { get; init; } = ZipEntryOptions.Stored;
}
