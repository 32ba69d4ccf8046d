using System.Text;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>Sends pages, with the headers that let a browser take nothing but them.</summary>
internal static class PageReply
{
    private static readonly string Policy =
        $"default-src 'none'; style-src {PageStyle.Hash}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The headers of every page.</summary>
    internal static void SetHeaders(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.Vary = "Accept-Language";
    }

    internal static async Task SendAsync(HttpContext http, Action<HtmlWriter> write, int status = StatusCodes.Status200OK)
    {
        var text = new StringWriter();
        write(new HtmlWriter(text));
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        SetHeaders(http.Response);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }
}
