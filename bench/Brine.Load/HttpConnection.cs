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

    /// <summary>Sends a request and reads the answer, on this thread alone: no other has to be woken for it.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="IOException">The server closed the connection.</exception>
    internal int Send(ReadOnlySpan<byte> request)
    {
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                _socket.Connect(url.Host, url.Port);
            }

            for (int sent = 0; sent < request.Length;)
            {
                sent += _socket.Send(request[sent..]);
            }

            return Read(_socket);
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

    private int Read(Socket socket)
    {
        int held = 0, head;
        while ((head = _buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int count = held < _buffer.Length ? socket.Receive(_buffer.AsSpan(held)) : 0;
            held += count > 0 ? count : throw new IOException("the connection ended within the head of an answer");
        }

        (int status, long left, bool isLast) = HeadOf(_buffer.AsSpan(0, head + 2));
        if (left < 0)
        {
            // In pieces, of which the last one is empty.
            while (!_buffer.AsSpan(head + 4, held - head - 4).EndsWith("0\r\n\r\n"u8))
            {
                int count = held < _buffer.Length ? socket.Receive(_buffer.AsSpan(held)) : 0;
                held += count > 0 ? count : throw new IOException("the connection ended within the body of an answer");
            }
        }

        for (left -= held - head - 4; left > 0;)
        {
            int count = socket.Receive(_buffer);
            left -= count > 0 ? count : throw new IOException("the connection ended within the body of an answer");
        }

        if (isLast)
        {
            Dispose();
        }

        return status;
    }

    /// <summary>The status, how long the body is (below 0 where it comes in pieces), and whether the connection ends behind it.</summary>
    private static (int Status, long Length, bool IsLast) HeadOf(ReadOnlySpan<byte> head)
    {
        _ = Utf8Parser.TryParse(head.Slice(9, 3), out int status, out _);
        long length = 0;
        bool isLast = false;
        for (ReadOnlySpan<byte> left = head; left.IndexOf("\r\n"u8) is >= 0 and var end; left = left[(end + 2)..])
        {
            ReadOnlySpan<byte> line = left[..end], name = "content-length: "u8;
            if (Ascii.EqualsIgnoreCase(line, "connection: close"u8))
            {
                isLast = true;
            }
            else if (Ascii.EqualsIgnoreCase(line, "transfer-encoding: chunked"u8))
            {
                length = -1;
            }
            else if (line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                _ = Utf8Parser.TryParse(line[name.Length..], out length, out _);
            }
        }

        return (status, length, isLast);
    }

    private async ValueTask<(int Status, string Body)> ReadAsync(Socket socket, bool wantsBody)
    {
        int held = 0, head;
        while ((head = _buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int count = held < _buffer.Length ? await socket.ReceiveAsync(_buffer.AsMemory(held)) : 0;
            held += count > 0 ? count : throw new IOException("the connection ended within the head of an answer");
        }

        (int status, long length, bool isLast) = HeadOf(_buffer.AsSpan(0, head + 2));
        var body = new StringBuilder();
        long left = length - (held - head - 4);
        Add(body, _buffer.AsSpan(head + 4, held - head - 4), wantsBody);
        while (left > 0)
        {
            int count = await socket.ReceiveAsync(_buffer.AsMemory());
            left -= count > 0 ? count : throw new IOException("the connection ended within the body of an answer");
            Add(body, _buffer.AsSpan(0, count), wantsBody);
        }

        if (isLast)
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
