using System.Globalization;

namespace Brine.Arrays;

/// <summary>A point in time of numpy or pandas as year, month, day and time of day, for any year that 64 bits reach.</summary>
/// <param name="Days">Days since 1970-01-01.</param>
/// <param name="Rest">What is left of the day, in units.</param>
/// <param name="PerSecond">How many units a second has; 0 for units of a day and longer.</param>
internal readonly record struct CivilTime(long Days, Int128 Rest, Int128 PerSecond)
{
    private const int SecondsOfADay = 86_400;

    internal int SecondOfDay => PerSecond == 0 ? 0 : (int)(Rest / PerSecond);

    /// <summary>The rest of the second, in units.</summary>
    internal long Fraction => PerSecond == 0 ? 0 : (long)(Rest % PerSecond);

    /// <summary>Counts in <paramref name="unit"/>s since 1970, <paramref name="multiple"/> of them at a time.</summary>
    internal static CivilTime From(long value, string unit, int multiple = 1)
    {
        Int128 count = (Int128)value * multiple;
        switch (unit)
        {
            case "Y":
                return new CivilTime(DaysOf((long)count + 1970, 1, 1), 0, 0);
            case "M":
                (long years, long months) = Floor((long)count, 12);
                return new CivilTime(DaysOf(years + 1970, (int)months + 1, 1), 0, 0);
            case "W":
                return new CivilTime((long)count * 7, 0, 0);
            case "D":
                return new CivilTime((long)count, 0, 0);
            case "h" or "m":
                return From(count * (unit == "h" ? 3600 : 60), 1);
            default:
                return From(count, PerSecondOf(unit));
        }
    }

    /// <summary>The number of units of a second or less in a second.</summary>
    internal static Int128 PerSecondOf(string unit) => unit switch
    {
        "s" => 1,
        "ms" => 1_000,
        "us" => 1_000_000,
        "ns" => 1_000_000_000,
        "ps" => 1_000_000_000_000,
        "fs" => 1_000_000_000_000_000,
        "as" => 1_000_000_000_000_000_000,
        _ => 1,
    };

    /// <summary>Days since 1970-01-01 of a day of the Gregorian calendar, extended to all years.</summary>
    internal static long DaysOf(long year, int month, int day)
    {
        // Years that begin in March put the leap day last; 400 of them have 146,097 days.
        long y = month <= 2 ? year - 1 : year;
        (long era, long yearOfEra) = Floor(y, 400);
        long dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    internal (long Year, int Month, int Day) Date
    {
        get
        {
            (long era, long day) = Floor(Days + 719_468, 146_097);
            long yearOfEra = (day - (day / 1460) + (day / 36_524) - (day / 146_096)) / 365;
            long dayOfYear = day - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
            int month = (int)(((5 * dayOfYear) + 2) / 153);
            int dayOfMonth = (int)(dayOfYear - (((153 * month) + 2) / 5) + 1);
            month = month < 10 ? month + 3 : month - 9;
            return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, dayOfMonth);
        }
    }

    internal CivilTime AddSeconds(int seconds) => From(((Int128)Days * SecondsOfADay * Scale) + Rest + (seconds * Scale), Scale);

    internal string DateText()
    {
        (long year, int month, int day) = Date;
        return string.Create(CultureInfo.InvariantCulture, $"{YearText(year)}-{month:00}-{day:00}");
    }

    internal string ClockText() =>
        string.Create(CultureInfo.InvariantCulture, $"{SecondOfDay / 3600:00}:{SecondOfDay / 60 % 60:00}:{SecondOfDay % 60:00}");

    /// <summary>As C's %04d, which counts the sign.</summary>
    internal static string YearText(long year) => year.ToString(year < 0 ? "000" : "0000", CultureInfo.InvariantCulture);

    private Int128 Scale => PerSecond == 0 ? 1 : PerSecond;

    private static CivilTime From(Int128 count, Int128 perSecond)
    {
        Int128 perDay = perSecond * SecondsOfADay;
        Int128 days = count / perDay, rest = count % perDay;
        return rest < 0 ? new CivilTime((long)days - 1, rest + perDay, perSecond) : new CivilTime((long)days, rest, perSecond);
    }

    private static (long Quotient, long Remainder) Floor(long value, long divisor)
    {
        (long quotient, long rest) = Math.DivRem(value, divisor);
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest);
    }
}
