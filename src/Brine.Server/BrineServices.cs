using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>What the endpoints work with.</summary>
internal sealed class BrineServices : IDisposable
{
    public BrineServices(ModelRegistry registry, BrineServerOptions options, ILogger<BrineServices> log) =>
        (Registry, Options, Log, Gate) = (registry, options, log, new RequestGate(options));

    internal ModelRegistry Registry { get; }

    internal BrineServerOptions Options { get; }

    internal ILogger Log { get; }

    internal RequestGate Gate { get; }

    public void Dispose() => Gate.Dispose();
}
