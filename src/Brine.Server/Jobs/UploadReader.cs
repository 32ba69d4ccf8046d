using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Brine.Server;

/// <summary>Reads a file that a form sends to the disk, as it arrives.</summary>
internal static class UploadReader
{
    private const int MostParts = 20;
    private const int LongestName = 200;

    /// <summary>Reads the first file of a form.</summary>
    /// <param name="http">The request.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="make">Makes the job, of the name of the file.</param>
    /// <exception cref="RequestRefusedException">There is no file in it, or it is too large.</exception>
    internal static async Task<FileJob> ReadAsync(HttpContext http, long most, Func<string, FileJob> make)
    {
        RequestBody.RequirePlain(http.Request);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "RequestType",
                "the request is no form with a file");
        }

        if (http.Request.ContentLength > most + (1 << 16))
        {
            throw TooLarge(most);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most + (1 << 16);
        }

        try
        {
            var reader = new MultipartReader(boundary.ToString(), http.Request.Body);
            for (int part = 0; part < MostParts && await reader.ReadNextSectionAsync(http.RequestAborted) is { } section; part++)
            {
                if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition()
                    && NameOf(disposition) is { Length: > 0 } name)
                {
                    return await SaveAsync(section.Body, make(name), most, http.RequestAborted);
                }
            }
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException { StatusCode: not 413 })
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "RequestBody", $"the form cannot be read: {error.Message}");
        }
        catch (BadHttpRequestException)
        {
            throw TooLarge(most);
        }
        catch (IOException) when (!http.RequestAborted.IsCancellationRequested && http.Request.ContentLength is not null)
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "RequestBody", "the form ends in the middle");
        }

        throw new RequestRefusedException(StatusCodes.Status400BadRequest, "RequestBody", "no file was chosen");
    }

    private static string NameOf(ContentDispositionHeaderValue disposition)
    {
        string name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName))
            .ToString();
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name.Length > LongestName ? name[^LongestName..] : name;
    }

    private static async Task<FileJob> SaveAsync(Stream body, FileJob job, long most, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(job.DataPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16,
                useAsync: true);
            var buffer = new byte[1 << 16];
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                job.Bytes += read;
                if (job.Bytes > most)
                {
                    throw TooLarge(most);
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return job;
        }
        catch
        {
            job.Dispose();
            throw;
        }
    }

    private static RequestRefusedException TooLarge(long most) => new(StatusCodes.Status413PayloadTooLarge, "RequestTooLarge",
        $"the file has more than {most} bytes: send it in parts, or use the command");
}
