using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brine.Tests.Store;

/// <summary>A wire to a server that can be cut in the middle, or on which a word is written over.</summary>
internal sealed class WireProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _open = [];
    private readonly int _target;
    private long _left = long.MaxValue;
    private int _requests;

    internal WireProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = Task.Run(AcceptAll);
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many requests of HTTP went over it.</summary>
    internal int Requests => Volatile.Read(ref _requests);

    /// <summary>A word of requests, and another of the same length that takes its place.</summary>
    internal (string From, string To)? Word { get; set; }

    public void Dispose()
    {
        _listener.Stop();
        Cut();
    }

    /// <summary>Cuts the wire when so many bytes more were sent to the server; nobody gets through afterwards.</summary>
    internal void CutAfter(long bytes) => Interlocked.Exchange(ref _left, bytes);

    internal void Mend() => CutAfter(long.MaxValue);

    private async Task AcceptAll()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                if (Interlocked.Read(ref _left) <= 0)
                {
                    client.Dispose();
                    continue;
                }

                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _target);
                lock (_open)
                {
                    _open.AddRange([client, server]);
                }

                _ = Task.Run(() => Pump(client, server, isRequest: true));
                _ = Task.Run(() => Pump(server, client, isRequest: false));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Pump(TcpClient from, TcpClient to, bool isRequest)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            NetworkStream source = from.GetStream(), target = to.GetStream();
            while (await source.ReadAsync(buffer) is > 0 and var count)
            {
                if (isRequest && IsRequest(buffer.AsSpan(0, count)))
                {
                    Interlocked.Increment(ref _requests);
                }

                if (isRequest && Word is { } word)
                {
                    byte[] bytes = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(buffer, 0, count)
                        .Replace(word.From, word.To, StringComparison.OrdinalIgnoreCase));
                    bytes.CopyTo(buffer, 0);
                }

                if (isRequest && Interlocked.Add(ref _left, -count) <= 0)
                {
                    Cut();
                    return;
                }

                await target.WriteAsync(buffer.AsMemory(0, count));
            }

            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            Cut(from, to);
        }
    }

    /// <summary>A client sends the head of a request by itself, or in front.</summary>
    private static bool IsRequest(ReadOnlySpan<byte> bytes) => bytes.StartsWith("GET /"u8) || bytes.StartsWith("PUT /"u8)
        || bytes.StartsWith("POST /"u8) || bytes.StartsWith("HEAD /"u8) || bytes.StartsWith("DELETE /"u8);

    private void Cut()
    {
        lock (_open)
        {
            Cut([.. _open]);
            _open.Clear();
        }
    }

    private static void Cut(params TcpClient[] clients)
    {
        foreach (TcpClient client in clients)
        {
            client.Dispose();
        }
    }
}
