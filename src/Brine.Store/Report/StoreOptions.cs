using Brine.Containers;

namespace Brine.Store;

/// <summary>How a store is opened.</summary>
public sealed record StoreOptions
{
    /// <summary>Who does what is done; the user of the system when left out. Nothing proves it: signatures do that.</summary>
    public string? Actor { get; init; }

    /// <summary>How models are loaded.</summary>
    public LoadOptions Load { get; init; } = new();

    /// <summary>How long to wait for others who write to the store.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where copies of files are kept that a database or a bucket has; a folder of the user when left out. A copy is hashed before
    /// it is used.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>How old an upload in parts is that nobody goes on with.</summary>
    internal TimeSpan Abandoned { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
