using System.Globalization;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Time zones as pandas names and applies them.</summary>
internal static class ZonedTime
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, TimeZoneInfo?> Known = new(StringComparer.Ordinal);

    /// <summary>The name that pandas prints in a dtype, or null for no zone.</summary>
    internal static string? NameOf(PyValue zone)
    {
        if (zone.IsNone)
        {
            return null;
        }

        if (PyTimeZone.From(zone) is not { } known)
        {
            return zone.As<PyObject>()?.Class?.Name ?? zone.ToString();
        }

        if (known.Key is { } key)
        {
            return key;
        }

        if (zone.As<PyObject>()?.Class is { Module: "pytz" } && known.Offset?.Value is { } minutes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"pytz.FixedOffset({(int)minutes.TotalMinutes})");
        }

        return known.Name ?? (known.Offset?.Value is { } offset ? offset == TimeSpan.Zero ? "UTC" : "UTC" + OffsetText(offset) : "tz");
    }

    /// <summary>A zone of this name, as a pickle would have it.</summary>
    internal static PyValue ZoneOf(string name)
    {
        if (name is "UTC" or "+00:00")
        {
            return new PyObject(new PyGlobal("datetime", "timezone"),
                new PyTuple(new PyObject(new PyGlobal("datetime", "timedelta"), new PyTuple(0, 0, 0))));
        }

        if (name.Length == 6 && name[0] is '+' or '-'
            && TimeSpan.TryParseExact(name.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out TimeSpan offset))
        {
            int seconds = (int)offset.TotalSeconds * (name[0] == '-' ? -1 : 1);
            var delta = new PyObject(new PyGlobal("datetime", "timedelta"),
                new PyTuple(seconds < 0 ? -1 : 0, (seconds + 86_400) % 86_400, 0));
            return new PyObject(new PyGlobal("datetime", "timezone"), new PyTuple(delta));
        }

        return new PyObject(new PyGlobal("zoneinfo", "ZoneInfo._unpickle"), new PyTuple(name, 1));
    }

    /// <summary>The distance from UTC at a time, and whether it is the second of two equal wall clock times; null where this machine does
    /// not know the zone.</summary>
    internal static (TimeSpan Offset, bool IsFold)? OffsetAt(PyValue zone, CivilTime utc)
    {
        if (PyTimeZone.From(zone) is not { } known)
        {
            return null;
        }

        if (known.Offset?.Value is { } fixedOffset)
        {
            return (fixedOffset, false);
        }

        if (known.Key is not { } key
            || Known.GetOrAdd(key,
                static name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? info) ? info : null) is not { } rules)
        {
            return null;
        }

        (long year, _, _) = utc.Date;
        if (year is < 2 or > 9998)
        {
            return (rules.BaseUtcOffset, false);
        }

        DateTime moment = DateTime.UnixEpoch.AddDays(utc.Days).AddSeconds(utc.SecondOfDay);
        TimeSpan offset = rules.GetUtcOffset(moment);
        DateTime local = DateTime.SpecifyKind(moment + offset, DateTimeKind.Unspecified);
        return (offset, rules.IsAmbiguousTime(local) && offset == rules.GetAmbiguousTimeOffsets(local).Min());
    }

    /// <summary>+01:00, with seconds where there are some.</summary>
    internal static string OffsetText(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+")
            + offset.Duration().ToString(offset.Seconds != 0 ? @"hh\:mm\:ss" : @"hh\:mm", CultureInfo.InvariantCulture);
}
