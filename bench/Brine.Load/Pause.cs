using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Brine.Load;

/// <summary>Sleeps to the microsecond, as far as the system does: the runtime's own pauses count milliseconds.</summary>
internal static partial class Pause
{
    /// <summary>Sleeps until the time of <see cref="Stopwatch"/>.</summary>
    internal static void Until(long due)
    {
        for (long left; (left = due - Stopwatch.GetTimestamp()) > 0;)
        {
            long microseconds = left * 1_000_000 / Stopwatch.Frequency;
            if (!OperatingSystem.IsLinux())
            {
                Thread.Sleep((int)(microseconds / 1000));
            }
            else if (Sleep((uint)Math.Clamp(microseconds, 1, 900_000)) != 0)
            {
                Thread.Yield();
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Sleep(uint microseconds);
}
