using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Brine.Load;

/// <summary>Good requests at full load, and beside them bad bodies, slow and cut connections, and a reload each second.</summary>
/// <param name="url">Where predictions are asked for.</param>
/// <param name="good">A body that is answered.</param>
/// <param name="model">The model that is loaded again each second, or null.</param>
/// <param name="pid">The process of the server, whose memory is watched; 0 for none.</param>
internal sealed class SoakRun(Uri url, byte[] good, string? model, int pid)
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly List<double> _megabytes = [];

    /// <summary>Asks until the time is over, and prints what came of it.</summary>
    /// <returns>True where every good request was answered, nothing was answered by 500, and memory stayed flat.</returns>
    internal async Task<bool> RunAsync(TimeSpan time)
    {
        long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        bool IsOn() => Stopwatch.GetTimestamp() < end;
        List<Task> tasks = [];
        for (int i = 0; i < 8; i++)
        {
            int seed = i;
            tasks.Add(Task.Run(() => GoodAsync(IsOn)));
            tasks.Add(Task.Run(() => BadAsync(new Random(seed), IsOn)));
            tasks.Add(Task.Run(() => CutAsync(new Random(seed), IsOn)));
        }

        for (int i = 0; i < 50; i++)
        {
            tasks.Add(Task.Run(() => SlowAsync(IsOn)));
        }

        tasks.Add(Task.Run(() => ReloadAsync(IsOn)));
        tasks.Add(Task.Run(() => WatchAsync(IsOn)));
        await Task.WhenAll(tasks);
        foreach ((string name, long count) in _counts.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {count,12}"));
        }

        bool isFlat = true;
        if (_megabytes.Count >= 8)
        {
            double early = _megabytes[_megabytes.Count / 4], late = _megabytes[^(_megabytes.Count / 4)..].Average();
            isFlat = late <= (early * 1.25) + 16;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"memory: {early:0} MB after a quarter, {late:0} MB in the last quarter, at most {_megabytes.Max():0} MB"));
        }

        foreach (string wrong in _wrong.Take(10))
        {
            Console.WriteLine("WRONG: " + wrong);
        }

        return _wrong.IsEmpty && isFlat;
    }

    private void Count(string name) => _counts.AddOrUpdate(name, 1, (_, count) => count + 1);

    private async Task GoodAsync(Func<bool> isOn)
    {
        using var connection = new HttpConnection(url);
        byte[] request = HttpConnection.Request(url, good);
        string? expected = null;
        while (isOn())
        {
            try
            {
                (int status, string body) = await connection.SendAsync(request, wantsBody: true);
                Count($"good: {status}");
                expected ??= body;
                if (status != 200 || body != expected)
                {
                    _wrong.Enqueue($"a good request: {status} {body}");
                }
            }
            catch (Exception error) when (error is IOException or SocketException)
            {
                _wrong.Enqueue($"a good request: {error.Message}");
            }
        }
    }

    private async Task BadAsync(Random random, Func<bool> isOn)
    {
        using var connection = new HttpConnection(url);
        while (isOn())
        {
            (string kind, byte[] request) = BadRequests.Make(url, good, random);
            try
            {
                (int status, string body) = await connection.SendAsync(request, wantsBody: true);
                Count($"bad: {status}");
                if (status >= 500 || status == 200 || body.Length == 0)
                {
                    _wrong.Enqueue($"{kind}: {status} {body}");
                }
            }
            catch (Exception error) when (error is IOException or SocketException)
            {
                Count("bad: connection closed");
            }

            await Task.Delay(5);
        }
    }

    /// <summary>Half of a request, and gone.</summary>
    private async Task CutAsync(Random random, Func<bool> isOn)
    {
        byte[] request = HttpConnection.Request(url, good);
        while (isOn())
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(url.Host, url.Port);
                await socket.SendAsync(request.AsMemory(0, random.Next(request.Length)));
                if (random.Next(2) == 0)
                {
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                }

                Count("cut");
            }
            catch (SocketException)
            {
                Count("cut: not connected");
            }

            await Task.Delay(5);
        }
    }

    /// <summary>A byte each half second, first of the head and then of the body.</summary>
    private async Task SlowAsync(Func<bool> isOn)
    {
        byte[] head = Encoding.ASCII.GetBytes(
            $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Length: 100000\r\n\r\n");
        bool inBody = false;
        while (isOn())
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(url.Host, url.Port);
                inBody = !inBody;
                int at = inBody ? head.Length : 0;
                await socket.SendAsync(head.AsMemory(0, at));
                while (isOn() && (socket.Available == 0) && !socket.Poll(0, SelectMode.SelectError))
                {
                    await socket.SendAsync(at < head.Length ? head.AsMemory(at, 1) : "["u8.ToArray());
                    at++;
                    await Task.Delay(500);
                }
            }
            catch (SocketException)
            {
                // The server closed it, as it should.
            }

            Count("slow: ended by the server");
        }
    }

    private async Task ReloadAsync(Func<bool> isOn)
    {
        if (model is null)
        {
            return;
        }

        var load = new Uri(url, $"/v2/repository/models/{model}/load");
        using var connection = new HttpConnection(load);
        byte[] request = HttpConnection.Request(load, "{}"u8);
        while (isOn())
        {
            (int status, string body) = await connection.SendAsync(request, wantsBody: true);
            Count($"reload: {status}");
            if (status != 200)
            {
                _wrong.Enqueue($"a reload: {status} {body}");
            }

            await Task.Delay(1000);
        }
    }

    private async Task WatchAsync(Func<bool> isOn)
    {
        while (pid > 0 && isOn())
        {
            await Task.Delay(1000);
            string line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            _megabytes.Add(double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024);
        }
    }
}
