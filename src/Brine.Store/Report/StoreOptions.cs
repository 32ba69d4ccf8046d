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

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
