using System.Text;

namespace Brine.Load;

/// <summary>Requests that must be refused.</summary>
internal static class BadRequests
{
    /// <summary>One of them, by chance.</summary>
    internal static (string Kind, byte[] Request) Make(Uri url, byte[] good, Random random)
    {
        byte[] Json(ReadOnlySpan<byte> body) => HttpConnection.Request(url, body);
        switch (random.Next(12))
        {
            case 0:
                return ("an empty body", Json([]));
            case 1:
                return ("a cut body", Json(good.AsSpan(0, random.Next(1, good.Length - 1))));
            case 2:
                return ("deep lists", Json(Encoding.ASCII.GetBytes(new string('[', random.Next(1000, 200_000)))));
            case 3:
                return ("deep objects",
                    Json(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", random.Next(1000, 50_000))))));
            case 4:
                return ("wrong UTF-8", Json([(byte)'[', (byte)'[', (byte)'"', 0xC0, 0x80, 0xFF, (byte)'"', (byte)']', (byte)']']));
            case 5:
                return ("too few columns", Json("[[1,2,3]]"u8));
            case 6:
                return ("texts for numbers", Json("[{\"x\":\"y\"}]"u8));
            case 7:
                var noise = new byte[random.Next(1, 5000)];
                random.NextBytes(noise);
                return ("noise", Json(noise));
            case 8:
                return ("a body that claims too much", Encoding.ASCII.GetBytes(
                    $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Length: 99999999999\r\n\r\n"));
            case 9:
                return ("another kind of body", HttpConnection.Request(url, good, "Content-Type: image/png\r\n"));
            case 10:
                return ("another host", Encoding.ASCII.GetBytes(
                    $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n"));
            default:
                return ("a number that is none", Json("[[1e999,NaN,Infinity]]"u8));
        }
    }
}
