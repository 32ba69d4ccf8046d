using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>Says in words what no endpoint answered: a path that is none, or a method that its path does not take.</summary>
internal static class UnknownPath
{
    internal static Task TellAsync(HttpContext http, RequestDelegate next)
    {
        Task answering = next(http);
        return answering.IsCompletedSuccessfully && http.Response.HasStarted ? Task.CompletedTask : AfterAsync(http, answering);
    }

    private static async Task AfterAsync(HttpContext http, Task answering)
    {
        await answering;
        HttpResponse response = http.Response;
        if (response.HasStarted || response.ContentType is not null
            || http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            return;
        }

        if (response.StatusCode == StatusCodes.Status404NotFound)
        {
            await ErrorReply.Of(response.StatusCode, "RequestPath", "nothing is answered at this path: /openapi.json says where models are",
                isMlflow: false).SendAsync(http);
        }
        else if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            await ErrorReply.Of(response.StatusCode, "RequestMethod", $"this path takes {response.Headers.Allow.ToString()}, and no "
                + http.Request.Method, isMlflow: false).SendAsync(http);
        }
    }
}
