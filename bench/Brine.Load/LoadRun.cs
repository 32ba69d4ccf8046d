using System.Diagnostics;
using System.Globalization;

namespace Brine.Load;

/// <summary>Asks a server the same over and over, with a thread for each connection.</summary>
/// <param name="url">Where.</param>
/// <param name="body">The body of the request.</param>
/// <param name="connections">How many connections ask at once.</param>
/// <param name="rate">How many requests begin in a second, all connections together, evenly spread; 0 for as many as are answered. With a
/// rate, a request counts from when it should have begun, whether its connection was free by then or not.</param>
internal sealed class LoadRun(Uri url, byte[] body, int connections, double rate)
{
    private const int Preparations = 100;

    private readonly byte[] _request = HttpConnection.Request(url, body);

    /// <summary>Asks until the time is over.</summary>
    /// <returns>A JSON object: requests a second, milliseconds by share, how late requests began whose connections were free, which is the
    /// fault of this program and of the machine, and what failed.</returns>
    internal string Run(TimeSpan time)
    {
        long begin = 0, end = 0;
        using var ready = new Barrier(connections, _ =>
            end = (begin = Stopwatch.GetTimestamp()) + (long)(time.TotalSeconds * Stopwatch.Frequency));
        var askers = new Asker[connections];
        var threads = new Thread[connections];
        for (int i = 0; i < connections; i++)
        {
            Asker asker = askers[i] = new Asker(i);
            threads[i] = new Thread(() =>
            {
                using var connection = new HttpConnection(url);
                Prepare(connection);
                ready.SignalAndWait();
                Ask(asker, connection, begin, end);
            });
            threads[i].Start();
        }

        Array.ForEach(threads, thread => thread.Join());
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        long[] ticks = [.. askers.SelectMany(asker => asker.Ticks)], late = [.. askers.SelectMany(asker => asker.Late)];
        Array.Sort(ticks);
        Array.Sort(late);
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
            {"rps": {{ticks.Length / seconds:0.0}}, "p50": {{Share(ticks, 0.5):0.000}}, "p99": {{Share(ticks, 0.99):0.000}},
             "p999": {{Share(ticks, 0.999):0.000}}, "max": {{Share(ticks, 1):0.000}}, "late99": {{Share(late, 0.99):0.000}},
             "answered": {{ticks.Length}}, "failed": {{askers.Sum(asker => asker.Failed)}}}
            """);
    }

    private static double Share(long[] ticks, double share) => ticks.Length == 0 ? 0
        : ticks[(int)Math.Min(ticks.Length - 1, ticks.Length * share)] * 1000.0 / Stopwatch.Frequency;

    /// <summary>Connects and asks some times: what this program takes to start and to compile itself is no time of the server's.</summary>
    private void Prepare(HttpConnection connection)
    {
        for (int i = 0; i < Preparations; i++)
        {
            try
            {
                connection.Send(_request);
                Pause.Until(Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10_000));
            }
            catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
            {
                // It is told by the requests that count.
            }
        }
    }

    private void Ask(Asker asker, HttpConnection connection, long begin, long end)
    {
        double step = rate > 0 ? Stopwatch.Frequency * connections / rate : 0;
        for (long number = 0; ; number++)
        {
            long start = Stopwatch.GetTimestamp();
            if (rate > 0)
            {
                long due = begin + (long)((number + ((double)asker.Number / connections)) * step);
                if (due > start)
                {
                    Pause.Until(due);
                    asker.Late.Add(Stopwatch.GetTimestamp() - due);
                }

                start = due;
            }

            if (start >= end || Stopwatch.GetTimestamp() >= end)
            {
                return;
            }

            try
            {
                if (connection.Send(_request) == 200)
                {
                    asker.Ticks.Add(Stopwatch.GetTimestamp() - start);
                    continue;
                }
            }
            catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
            {
                // Counted below.
            }

            asker.Failed++;
        }
    }

    private sealed record Asker(int Number)
    {
        internal List<long> Ticks { get; } = new(1 << 16);

        internal List<long> Late { get; } = new(1 << 16);

        internal int Failed { get; set; }
    }
}
