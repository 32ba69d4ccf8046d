using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>What the endpoints work with.</summary>
internal sealed class BrineServices : IDisposable
{
    public BrineServices(ModelRegistry registry, BrineServerOptions options, ILogger<BrineServices> log) =>
        (Registry, Options, Log, Gate, Jobs) = (registry, options, log, new RequestGate(options), new JobStore(options));

    internal ModelRegistry Registry { get; }

    internal BrineServerOptions Options { get; }

    internal ILogger Log { get; }

    internal RequestGate Gate { get; }

    /// <summary>The files that people sent.</summary>
    internal JobStore Jobs { get; }

    internal JobRunner Runner => new(Jobs, Options, Log);

    public void Dispose()
    {
        Jobs.Dispose();
        Gate.Dispose();
    }
}
