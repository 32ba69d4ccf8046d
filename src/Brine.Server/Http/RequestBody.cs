using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
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
        // The bytes of a packed body are counted packed and unpacked.
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

    /// <summary>What a body is that its <c>Content-Encoding</c> says is packed.</summary>
    /// <exception cref="RequestRefusedException">It is packed in another way, corrupt, or too large when it is unpacked.</exception>
    internal static ReadOnlyMemory<byte> Unpack(HttpRequest request, ReadOnlyMemory<byte> body, BrineServerOptions options)
    {
        string encoding = EncodingOf(request);
        if (encoding.Length == 0)
        {
            return body;
        }

        ArraySegment<byte> bytes = MemoryMarshal.TryGetArray(body, out ArraySegment<byte> held) ? held : body.ToArray();
        using var packed = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using Stream? plain = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => null,
        };
        return ReadAll(plain ?? throw NoEncoding(encoding, "gzip, deflate or br, or plain"), encoding, options);
    }

    /// <exception cref="RequestRefusedException">The body is packed.</exception>
    internal static void RequirePlain(HttpRequest request)
    {
        if (EncodingOf(request) is { Length: > 0 } encoding)
        {
            throw NoEncoding(encoding, "the form plain");
        }
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream plain, string encoding, BrineServerOptions options)
    {
        var unpacked = new ArrayBufferWriter<byte>(FirstBytes);
        try
        {
            for (int count; (count = plain.Read(unpacked.GetSpan(FirstBytes))) > 0;)
            {
                unpacked.Advance(count);
                if (unpacked.WrittenCount > options.MaxBodyBytes)
                {
                    throw TooLarge(options);
                }
            }

            return unpacked.WrittenMemory;
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "RequestBody",
                $"the body is said to be packed as {encoding}, and cannot be unpacked");
        }
    }

    private static string EncodingOf(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() is var encoding && encoding == "identity" ? "" : encoding;

    private static RequestRefusedException NoEncoding(string encoding, string better) =>
        new(StatusCodes.Status415UnsupportedMediaType, "RequestType", $"the body is packed as '{encoding}': send {better}");

    private static RequestRefusedException TooLarge(BrineServerOptions options) =>
        new(StatusCodes.Status413PayloadTooLarge, "RequestTooLarge",
            $"the body has more than {options.MaxBodyBytes} bytes: send the rows in several requests");
}
