using System.Diagnostics;

namespace Brine.Server;

/// <summary>What is known of a request to a model, for metrics, traces and the log.</summary>
/// <param name="protocol">The protocol, in one word.</param>
internal sealed class RequestRecord(string protocol) : IDisposable
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Activity? _activity = ServerMetrics.Source.StartActivity("predict");

    internal string Protocol => protocol;

    /// <summary>The model; nothing where none was found. Names that requests invent are not repeated, so that they make no
    /// series.</summary>
    internal string ModelName { get; private set; } = "";

    internal string ModelVersion { get; private set; } = "";

    internal int RowCount { get; set; }

    internal int Status { get; private set; }

    /// <summary>The code of the error; null where the request was answered.</summary>
    internal string? Code { get; private set; }

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    internal void Found(ServedModel model) => (ModelName, ModelVersion) = (model.Name, model.Version);

    internal void Done(int status, string? code)
    {
        (Status, Code) = (status, code);
        if (_activity is not { } activity)
        {
            return;
        }

        activity.SetTag("brine.protocol", protocol);
        activity.SetTag("brine.model", ModelName);
        activity.SetTag("brine.version", ModelVersion);
        activity.SetTag("brine.rows", RowCount);
        if (code is not null)
        {
            activity.SetTag("error.type", code);
            activity.SetStatus(status >= 500 ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }

    public void Dispose() => _activity?.Dispose();
}
