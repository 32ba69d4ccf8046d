using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Brine.Load;

/// <summary>Asks a server the same over and over.</summary>
/// <param name="url">Where.</param>
/// <param name="body">The body of the request.</param>
/// <param name="connections">How many connections ask at once.</param>
/// <param name="rate">How many requests begin in a second, all connections together, some each millisecond; 0 for as many as are answered.
/// With a rate, a request that waits for a connection counts from when it should have begun.</param>
internal sealed class LoadRun(Uri url, byte[] body, int connections, double rate)
{
    private readonly byte[] _request = HttpConnection.Request(url, body);

    /// <summary>Asks until the time is over.</summary>
    /// <returns>A JSON object: requests a second, milliseconds by share, and what failed.</returns>
    internal async Task<string> RunAsync(TimeSpan time)
    {
        long begin = Stopwatch.GetTimestamp(), end = begin + (long)(time.TotalSeconds * Stopwatch.Frequency);
        Channel<long> due = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleWriter = true });
        Task pacing = rate > 0 ? Task.Run(() => PaceAsync(due.Writer, begin, end)) : Task.CompletedTask;
        var tasks = new Task<(List<long> Ticks, int Failed)>[connections];
        for (int i = 0; i < connections; i++)
        {
            tasks[i] = Task.Run(() => AskAsync(due.Reader, end));
        }

        (List<long> Ticks, int Failed)[] results = await Task.WhenAll(tasks);
        await pacing;
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        long[] ticks = [.. results.SelectMany(result => result.Ticks)];
        Array.Sort(ticks);
        double Share(double share) => ticks.Length == 0 ? double.NaN
            : ticks[(int)Math.Min(ticks.Length - 1, ticks.Length * share)] * 1000.0 / Stopwatch.Frequency;
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
            {"rps": {{ticks.Length / seconds:0.0}}, "p50": {{Share(0.5):0.000}}, "p99": {{Share(0.99):0.000}},
             "p999": {{Share(0.999):0.000}}, "max": {{Share(1):0.000}},
             "answered": {{ticks.Length}}, "failed": {{results.Sum(result => result.Failed)}}}
            """);
    }

    /// <summary>Says when requests begin: those that are due, each millisecond.</summary>
    private async Task PaceAsync(ChannelWriter<long> due, long begin, long end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (long released = 0; Stopwatch.GetTimestamp() < end; await timer.WaitForNextTickAsync())
        {
            long now = Stopwatch.GetTimestamp();
            for (double wanted = (now - begin) * rate / Stopwatch.Frequency; released < wanted; released++)
            {
                due.TryWrite(now);
            }
        }

        due.Complete();
    }

    private async Task<(List<long> Ticks, int Failed)> AskAsync(ChannelReader<long> due, long end)
    {
        using var connection = new HttpConnection(url);
        var ticks = new List<long>(1 << 16);
        int failed = 0;
        while (rate > 0 ? await due.WaitToReadAsync() : Stopwatch.GetTimestamp() < end)
        {
            long start = Stopwatch.GetTimestamp();
            if (rate > 0 && !due.TryRead(out start))
            {
                continue;
            }

            try
            {
                (int status, _) = await connection.SendAsync(_request);
                if (status == 200)
                {
                    ticks.Add(Stopwatch.GetTimestamp() - start);
                    continue;
                }
            }
            catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
            {
                // Counted below.
            }

            failed++;
        }

        return (ticks, failed);
    }
}
