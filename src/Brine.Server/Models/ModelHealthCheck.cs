using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Brine.Server;

/// <summary>Whether models are served.</summary>
internal sealed class ModelHealthCheck(ModelRegistry registry) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (ServedModel model in registry.Models)
        {
            data[model.Name] = model.Version;
        }

        return Task.FromResult(registry.Unloaded.FirstOrDefault(item => item.Reason != ModelRegistry.OnRequest) is { Name: { } refused } bad
            ? HealthCheckResult.Degraded($"{refused} is not served: {bad.Reason}", data: data)
            : data.Count > 0 ? HealthCheckResult.Healthy($"{data.Count} models are served", data)
            : HealthCheckResult.Unhealthy("no model is loaded", data: data));
    }
}
