using System.Diagnostics;
using System.Globalization;

namespace Brine.Cli;

/// <summary>Says how far the work on many rows is: how many are done, how fast, and how long it still takes.</summary>
internal sealed class RowSpeed
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <param name="rows">How many rows are done.</param>
    /// <param name="share">Which share of all they are, from 0 to 1.</param>
    internal string Describe(long rows, double share)
    {
        double seconds = Math.Max(0.001, Stopwatch.GetElapsedTime(_start).TotalSeconds);
        string left = share is > 0 and < 1
            ? string.Create(CultureInfo.InvariantCulture, $", {Math.Ceiling(seconds * (1 - share) / share):N0} s left") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {rows / seconds:N0} a second{left}");
    }
}
