namespace Brine.Pickling;

/// <summary>A time zone: <c>datetime.timezone</c>, <c>zoneinfo.ZoneInfo</c>, or a zone of pytz or dateutil.</summary>
/// <param name="Offset">The fixed distance from UTC, or null where the zone is known by its key and changes over the year.</param>
/// <param name="Key">The zone's key in the IANA database (<c>Europe/Berlin</c>), or null for a fixed offset.</param>
/// <param name="Name">The name that the file gives a fixed offset, or null.</param>
public sealed record PyTimeZone(PyTimeDelta? Offset, string? Key, string? Name)
{
    /// <summary>Views a value as a time zone, or gives null where it is none that is known.</summary>
    public static PyTimeZone? From(PyValue value)
    {
        if (KnownObject.Of(value, "datetime", "timezone") is { } zone)
        {
            return PyTimeDelta.From(zone.Argument(0)) is { } offset ? new PyTimeZone(offset, null, zone.Argument(1).AsString()) : null;
        }

        if (value.As<PyObject>() is not { } instance)
        {
            return null;
        }

        // ZoneInfo._unpickle(key, from_cache), reached by a dotted name or by getattr.
        bool isZoneInfo = instance.Callable.As<PyGlobal>() is { } callable ? callable.Is("zoneinfo", "ZoneInfo._unpickle")
            : KnownObject.IsGetAttribute(instance.Callable, out PyValue target, out string name) && name == "_unpickle"
                && target.As<PyGlobal>() is { Module: "zoneinfo" };
        if (isZoneInfo)
        {
            return instance.Argument(0).AsString() is { } key ? new PyTimeZone(null, key, null) : null;
        }

        return instance.Class switch
        {
            { Module: "pytz", Name: "_UTC" } => new PyTimeZone(new PyTimeDelta(0, 0, 0), "UTC", "UTC"),
            { Module: "pytz", Name: "_p" } when instance.Argument(0).AsString() is { } zoneKey => new PyTimeZone(null, zoneKey, null),
            { Module: "pytz", Name: "FixedOffset" or "_FixedOffset" } when instance.Argument(0).TryGetDouble(out double minutes)
                && double.IsInteger(minutes) && Math.Abs(minutes) < 1440 => Fixed((int)minutes, null),
            { Module: "dateutil.tz.tz", Name: "tzutc" } => Fixed(0, "UTC"),
            _ => null,
        };
    }

    private static PyTimeZone Fixed(int minutes, string? name) =>
        new(new PyTimeDelta(minutes < 0 ? -1 : 0, ((minutes * 60) + 86_400) % 86_400, 0), null, name);
}
