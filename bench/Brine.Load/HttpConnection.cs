using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Brine.Load;

/// <summary>A connection that asks one thing after the other, with as little work as can be: the measured server has the other
/// core.</summary>
internal sealed class HttpConnection(Uri url) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private Socket? _socket;

    /// <summary>A request as bytes.</summary>
    internal static byte[] Request(Uri url, ReadOnlySpan<byte> body, string headers = "Content-Type: application/json\r\n") =>
        [.. Encoding.ASCII.GetBytes($"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n{headers}"
            + $"Content-Length: {body.Length}\r\n\r\n"), .. body];

    /// <summary>Sends a request and reads the answer.</summary>
    /// <exception cref="IOException">The server closed the connection.</exception>
    internal async ValueTask<(int Status, string Body)> SendAsync(ReadOnlyMemory<byte> request, bool wantsBody = false)
    {
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _socket.ConnectAsync(url.Host, url.Port);
            }

            for (int sent = 0; sent < request.Length;)
            {
                sent += await _socket.SendAsync(request[sent..]);
            }

            return await ReadAsync(_socket, wantsBody);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async ValueTask<(int Status, string Body)> ReadAsync(Socket socket, bool wantsBody)
    {
        int held = 0, head;
        while ((head = _buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int count = held < _buffer.Length ? await socket.ReceiveAsync(_buffer.AsMemory(held)) : 0;
            held += count > 0 ? count : throw new IOException("the connection ended within the head of an answer");
        }

        _ = Utf8Parser.TryParse(_buffer.AsSpan(9, 3), out int status, out _);
        string headers = Encoding.ASCII.GetString(_buffer, 0, head + 2);
        int at = headers.IndexOf("content-length: ", StringComparison.OrdinalIgnoreCase);
        _ = Utf8Parser.TryParse(_buffer.AsSpan(Math.Max(0, at) + 16), out long length, out _);
        length = at < 0 ? 0 : length;
        var body = new StringBuilder();
        long left = length - (held - head - 4);
        Add(body, _buffer.AsSpan(head + 4, held - head - 4), wantsBody);
        while (left > 0)
        {
            int count = await socket.ReceiveAsync(_buffer.AsMemory());
            left -= count > 0 ? count : throw new IOException("the connection ended within the body of an answer");
            Add(body, _buffer.AsSpan(0, count), wantsBody);
        }

        if (headers.Contains("connection: close", StringComparison.OrdinalIgnoreCase))
        {
            Dispose();
        }

        return (status, body.ToString());
    }

    private static void Add(StringBuilder body, ReadOnlySpan<byte> bytes, bool wantsBody)
    {
        if (wantsBody)
        {
            body.Append(Encoding.UTF8.GetString(bytes));
        }
    }
}
