using Brine.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Brine.Cli;

/// <summary>Metrics for Prometheus at <c>/metrics</c>, and traces for whoever collects them by OTLP.</summary>
internal static class ServeTelemetry
{
    private const string Source = "Brine.Server";

    internal static void Add(IServiceCollection services)
    {
        OpenTelemetry.OpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("brine"))
            .WithMetrics(metrics => metrics.AddMeter(Source, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
                "System.Runtime").AddPrometheusExporter());

        // The variable by which all programs are told where traces go.
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
        {
            telemetry.WithTracing(traces => traces.AddSource(Source, "Microsoft.AspNetCore").AddOtlpExporter());
        }
    }

    internal static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPrometheusScrapingEndpoint().RequireBrineKey();
}
