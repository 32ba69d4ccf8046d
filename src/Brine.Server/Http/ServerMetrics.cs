using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Brine.Server;

/// <summary>What the server counts and traces, by the names of <see cref="Name"/>; whoever wants it listens with OpenTelemetry.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    internal const string Name = "Brine.Server";

    private static readonly double[] Bounds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _refusals;

    internal ServerMetrics(IMeterFactory? factory, ModelRegistry registry, RequestGate gate)
    {
        _meter = factory?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        _duration = _meter.CreateHistogram<double>("brine.request.duration", "s",
            "How long requests to models took, with reading and sending.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
        _rows = _meter.CreateCounter<long>("brine.rows", "{row}", "Rows that were answered.");
        _refusals = _meter.CreateCounter<long>("brine.refusals", "{request}", "Requests that were answered by an error.");
        _meter.CreateObservableGauge("brine.requests.computed", () => gate.Computing, "{request}", "Requests that are computed now.");
        _meter.CreateObservableGauge("brine.requests.waiting", () => gate.Waiting, "{request}", "Requests that wait to be computed.");
        _meter.CreateObservableCounter("brine.models.loads", () => registry.Loads.Loaded, "{load}", "Model files that were loaded.");
        _meter.CreateObservableCounter("brine.models.refused", () => registry.Loads.Refused, "{file}", "Model files that were refused.");
        _meter.CreateObservableGauge("brine.models.served", () => registry.Versions.Select(model => new Measurement<int>(1,
            new KeyValuePair<string, object?>("model", model.Name), new KeyValuePair<string, object?>("version", model.Version),
            new KeyValuePair<string, object?>("class", model.Model.Info.ClassName))), "{model}", "Models that are served.");
    }

    /// <summary>The source of the traces.</summary>
    internal static ActivitySource Source { get; } = new(Name, ServerVersion.Text);

    /// <summary>Counts a request that was answered.</summary>
    internal void Record(RequestRecord request)
    {
        if (_duration.Enabled)
        {
            _duration.Record(request.Elapsed.TotalSeconds, new TagList
            {
                { "protocol", request.Protocol }, { "model", request.ModelName }, { "status", StatusText(request.Status) },
            });
        }

        if (request.RowCount > 0)
        {
            _rows.Add(request.RowCount, new KeyValuePair<string, object?>("model", request.ModelName));
        }

        if (request.Code is { } code)
        {
            _refusals.Add(1, new KeyValuePair<string, object?>("protocol", request.Protocol),
                new KeyValuePair<string, object?>("code", code));
        }
    }

    public void Dispose() => _meter.Dispose();

    private static string StatusText(int status) => status == 200 ? "200"
        : status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
