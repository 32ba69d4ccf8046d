using System.Globalization;

namespace Brine.Pickling;

/// <summary>Python's <c>datetime.timedelta</c>.</summary>
/// <param name="Days">Whole days, from -999,999,999 to 999,999,999.</param>
/// <param name="Seconds">Seconds of the day, from 0 to 86,399.</param>
/// <param name="Microseconds">Microseconds of the second, from 0 to 999,999.</param>
public sealed record PyTimeDelta(int Days, int Seconds, int Microseconds)
{
    /// <summary>The same span, or null where it is over .NET's ten million days.</summary>
    public TimeSpan? Value
    {
        get
        {
            Int128 ticks = ((((Int128)Days * 86_400) + Seconds) * TimeSpan.TicksPerSecond) + (Microseconds * TimeSpan.TicksPerMicrosecond);
            return ticks >= long.MinValue && ticks <= long.MaxValue ? new TimeSpan((long)ticks) : null;
        }
    }

    /// <summary>Views a value as a <c>timedelta</c>, or gives null where it is none.</summary>
    public static PyTimeDelta? From(PyValue value)
    {
        if (KnownObject.Of(value, "datetime", "timedelta") is not { Arguments.Count: <= 3 } instance)
        {
            return null;
        }

        int? days = Part(0), seconds = Part(1), microseconds = Part(2);
        return days is >= -999_999_999 and <= 999_999_999 && seconds is >= 0 and < 86_400 && microseconds is >= 0 and < 1_000_000
            ? new PyTimeDelta(days.Value, seconds.Value, microseconds.Value) : null;

        int? Part(int index) => index < instance.Arguments.Count ? KnownObject.Int32(instance.Arguments[index]) : 0;
    }

    /// <summary>As Python's <c>str</c> prints it: <c>1 day, 2:03:04</c>.</summary>
    public override string ToString()
    {
        string days = Days == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Days} day{(Math.Abs(Days) == 1 ? "" : "s")}, ");
        string clock = string.Create(CultureInfo.InvariantCulture, $"{days}{Seconds / 3600}:{Seconds / 60 % 60:00}:{Seconds % 60:00}");
        return Microseconds == 0 ? clock : string.Create(CultureInfo.InvariantCulture, $"{clock}.{Microseconds:000000}");
    }
}
