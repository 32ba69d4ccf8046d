using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>A line for each request to a model, where somebody wants them: the category <c>Brine.Server.Requests</c>, at the level of
/// information.</summary>
internal sealed partial class RequestLog(ILogger log)
{
    private const string IdHeader = "X-Request-ID";
    private const int LongestId = 128;

    internal void Write(RequestRecord request, string id)
    {
        if (request.Code is null)
        {
            LogAnswered(request.Protocol, request.ModelName, request.ModelVersion, request.RowCount, request.Status,
                request.Elapsed.TotalMilliseconds, id);
        }
        else
        {
            LogRefused(request.Protocol, request.ModelName, request.Status, request.Code, request.Elapsed.TotalMilliseconds, id);
        }
    }

    /// <summary>The id of a request, which its answer repeats: the caller's, where it is short and plain, or one of ours.</summary>
    internal static string Identify(HttpContext http)
    {
        string given = http.Request.Headers[IdHeader].ToString();
        string id = given.Length is > 0 and <= LongestId && given.All(letter => letter is > ' ' and < '\x7f') ? given
            : http.TraceIdentifier;
        http.Response.Headers[IdHeader] = id;
        return id;
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "Answered",
        Message = "{Protocol} {Model} {Version}: {Rows} rows, {Status} in {Milliseconds:0.###} ms ({RequestId})")]
    private partial void LogAnswered(string protocol, string model, string version, int rows, int status, double milliseconds,
        string requestId);

    [LoggerMessage(Level = LogLevel.Information, EventName = "Refused",
        Message = "{Protocol} {Model}: {Status} {Code} in {Milliseconds:0.###} ms ({RequestId})")]
    private partial void LogRefused(string protocol, string model, int status, string code, double milliseconds, string requestId);
}
