using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Brine.Server;

/// <summary>Reads the body of a request into memory, within bounds of size and time.</summary>
internal static class RequestBody
{
    private const int FirstBytes = 16 << 10;

    /// <exception cref="RequestRefusedException">It is too large, too slow, or cut off.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, BrineServerOptions options)
    {
        HttpRequest request = context.Request;
        if (request.ContentLength > options.MaxBodyBytes)
        {
            throw TooLarge(options);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = options.MaxBodyBytes;
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(options.BodyTimeout);

        // What a header claims is not allocated before it came.
        var body = new ArrayBufferWriter<byte>((int)Math.Clamp(request.ContentLength ?? FirstBytes, 1, FirstBytes));
        PipeReader reader = request.BodyReader;
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(time.Token);
                foreach (ReadOnlyMemory<byte> part in read.Buffer)
                {
                    body.Write(part.Span);
                }

                reader.AdvanceTo(read.Buffer.End);
                if (body.WrittenCount > options.MaxBodyBytes)
                {
                    throw TooLarge(options);
                }

                if (read.IsCompleted)
                {
                    return body.WrittenMemory;
                }
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new RequestRefusedException(StatusCodes.Status408RequestTimeout, "RequestTimeout",
                $"the body did not arrive within {options.BodyTimeout.TotalSeconds:0.#} seconds");
        }
        catch (BadHttpRequestException error)
        {
            throw error.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge(options)
                : error.StatusCode == StatusCodes.Status408RequestTimeout ? new RequestRefusedException(error.StatusCode, "RequestTimeout",
                    "the body came too slowly")
                : new RequestRefusedException(error.StatusCode, "RequestBody", $"the body cannot be read: {error.Message}");
        }
    }

    private static RequestRefusedException TooLarge(BrineServerOptions options) =>
        new(StatusCodes.Status413PayloadTooLarge, "RequestTooLarge",
            $"the body has more than {options.MaxBodyBytes} bytes: send the rows in several requests");
}
