using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Times of numpy and pandas in .NET's ticks of 100 nanoseconds.</summary>
internal static class TimeTicks
{
    /// <summary>A count of units as datetime64 has it; the unit may have a number before it, as in <c>10ms</c>.</summary>
    internal static CivilTime CivilOf(long count, string unit)
    {
        (int multiple, string name) = Split(unit);
        return CivilTime.From(count, name, multiple);
    }

    /// <summary>A wall clock time, or null outside the years 1 to 9999.</summary>
    internal static NumpyMoment? MomentOf(CivilTime local, bool isAware, TimeSpan? offset)
    {
        (long year, int month, int day) = local.Date;
        if (year is < 1 or > 9999)
        {
            return null;
        }

        Int128 scaled = (Int128)local.Fraction * TimeSpan.TicksPerSecond, perSecond = local.PerSecond == 0 ? 1 : local.PerSecond;
        DateTime moment = new DateTime((int)year, month, day).AddSeconds(local.SecondOfDay).AddTicks((long)(scaled / perSecond));
        return new NumpyMoment(moment, isAware, offset, scaled % perSecond == 0);
    }

    /// <summary>A span, or null where it has no certain length, as years and months have none, or is too long.</summary>
    internal static (long Ticks, bool IsExact)? SpanOf(long count, string unit)
    {
        (int multiple, string name) = Split(unit);
        (Int128 ticks, Int128 parts) = name switch
        {
            "W" => (7 * TimeSpan.TicksPerDay, 1),
            "D" => (TimeSpan.TicksPerDay, 1),
            "h" => (TimeSpan.TicksPerHour, 1),
            "m" => (TimeSpan.TicksPerMinute, 1),
            "s" or "ms" or "us" or "ns" or "ps" or "fs" or "as" => (TimeSpan.TicksPerSecond, CivilTime.PerSecondOf(name)),
            _ => ((Int128)0, (Int128)0),
        };
        if (parts == 0)
        {
            return null;
        }

        Int128 all = (Int128)count * multiple * ticks;
        Int128 whole = all / parts;
        return whole < long.MinValue || whole > long.MaxValue ? null : ((long)whole, all % parts == 0);
    }

    private static (int Multiple, string Name) Split(string unit)
    {
        int digits = 0;
        while (digits < unit.Length && char.IsAsciiDigit(unit[digits]))
        {
            digits++;
        }

        return digits > 0 && int.TryParse(unit.AsSpan(0, digits), out int multiple) ? (multiple, unit[digits..]) : (1, unit);
    }
}
