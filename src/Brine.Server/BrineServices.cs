using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>What the endpoints work with.</summary>
internal sealed class BrineServices : IDisposable
{
    public BrineServices(ModelRegistry registry, BrineServerOptions options, ILoggerFactory logs, IMeterFactory? meters = null)
    {
        (Registry, Options, Gate, Jobs) = (registry, options, new RequestGate(options), new JobStore(options));
        (Log, RequestLog) = (logs.CreateLogger<BrineServices>(), new RequestLog(logs.CreateLogger("Brine.Server.Requests")));
        Metrics = new ServerMetrics(meters, registry, Gate);
    }

    internal ModelRegistry Registry { get; }

    internal BrineServerOptions Options { get; }

    internal ILogger Log { get; }

    internal RequestLog RequestLog { get; }

    internal ServerMetrics Metrics { get; }

    internal RequestGate Gate { get; }

    /// <summary>The files that people sent.</summary>
    internal JobStore Jobs { get; }

    internal JobRunner Runner => new(Jobs, Options, Log);

    public void Dispose()
    {
        Jobs.Dispose();
        Gate.Dispose();
        Metrics.Dispose();
    }
}
