using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>An answer of the server: a status, a kind of content, and its bytes.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="ContentType">What the bytes are.</param>
/// <param name="Body">The bytes.</param>
internal sealed record Reply(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>A header more.</summary>
    internal KeyValuePair<string, string>? Header { get; init; }

    internal const string JsonType = "application/json";

    internal static Reply Json(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes, JsonValues.Options))
        {
            write(json);
        }

        return new Reply(status, JsonType, bytes.WrittenMemory);
    }

    internal static Reply Text(string text, string type = "text/plain; charset=utf-8", int status = StatusCodes.Status200OK) =>
        new(status, type, System.Text.Encoding.UTF8.GetBytes(text));

    internal Task SendAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        if (Header is { Key: var name, Value: var value })
        {
            response.Headers[name] = value;
        }

        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask
            : response.Body.WriteAsync(Body, context.RequestAborted).AsTask();
    }
}
