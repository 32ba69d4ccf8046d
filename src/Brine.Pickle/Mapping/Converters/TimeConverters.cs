using System.Buffers.Binary;

namespace Brine.Pickling;

/// <summary>Python's <c>datetime.date</c>.</summary>
internal sealed class DateConverter : PickleConverter<DateOnly>
{
    private static readonly PyGlobal Class = PythonTime.Class("date");

    public override PyValue Write(DateOnly value, MappingWriter writer)
    {
        var bytes = new byte[4];
        PythonTime.WriteDate(bytes, value);
        return new PyObject(Class, new PyTuple(new PyBytes(bytes)));
    }

    public override DateOnly Read(PyValue value, MappingReader reader) =>
        (PyDate.From(value) ?? throw reader.Mismatch(value, "a datetime.date")).Value;
}

/// <summary>Python's <c>datetime.time</c> without a time zone.</summary>
internal sealed class TimeConverter : PickleConverter<TimeOnly>
{
    private static readonly PyGlobal Class = PythonTime.Class("time");

    public override PyValue Write(TimeOnly value, MappingWriter writer)
    {
        var bytes = new byte[6];
        PythonTime.WriteTime(bytes, Math.Min(PythonTime.Round(value.Ticks, writer), TimeSpan.TicksPerDay - TimeSpan.TicksPerMicrosecond));
        return new PyObject(Class, new PyTuple(new PyBytes(bytes)));
    }

    public override TimeOnly Read(PyValue value, MappingReader reader)
    {
        PyTime time = PyTime.From(value) ?? throw reader.Mismatch(value, "a datetime.time");
        PythonTime.RefuseZone(time.TimeZone, "time", reader);
        PythonTime.RefuseFold(time.IsFold, reader);
        return time.Value;
    }
}

/// <summary>Python's <c>datetime.datetime</c>: aware in UTC where the kind is UTC, else naive.</summary>
internal sealed class DateTimeConverter : PickleConverter<DateTime>
{
    public override PyValue Write(DateTime value, MappingWriter writer) =>
        PythonTime.Moment(value, value.Kind == DateTimeKind.Utc ? PythonTime.Zone(TimeSpan.Zero, writer) : null, writer);

    public override DateTime Read(PyValue value, MappingReader reader)
    {
        if (PythonTime.NumpyMoment(value, reader) is { } other)
        {
            return !other.IsAware ? reader.Note(value, other.Local)
                : other.Offset == TimeSpan.Zero ? reader.Note(value, DateTime.SpecifyKind(other.Local, DateTimeKind.Utc))
                : throw reader.Error("CannotMapTimeZone", "an aware time outside UTC is there; take a DateTimeOffset");
        }

        PyDateTime moment = PyDateTime.From(value) ?? throw reader.Mismatch(value, "a datetime.datetime");
        if (moment.TimeZone.IsNone)
        {
            PythonTime.RefuseFold(moment.IsFold, reader);
            return moment.Value;
        }

        return PyTimeZone.From(moment.TimeZone) is { Offset: { Value: { } offset } } && offset == TimeSpan.Zero
            ? DateTime.SpecifyKind(moment.Value, DateTimeKind.Utc)
            : throw reader.Error("CannotMapTimeZone", "an aware datetime outside UTC is there; take a DateTimeOffset");
    }
}

/// <summary>Python's <c>datetime.datetime</c> with a fixed distance from UTC.</summary>
internal sealed class DateTimeOffsetConverter : PickleConverter<DateTimeOffset>
{
    public override PyValue Write(DateTimeOffset value, MappingWriter writer) =>
        PythonTime.Moment(value.DateTime, PythonTime.Zone(value.Offset, writer), writer);

    public override DateTimeOffset Read(PyValue value, MappingReader reader)
    {
        if (PythonTime.NumpyMoment(value, reader) is { } other)
        {
            return other.Offset is { } known ? reader.Note(value, new DateTimeOffset(other.Local, known))
                : throw reader.Error("CannotMapTimeZone",
                    other.IsAware ? $"the time zone of {MappingContext.Describe(value)} is not known here; take a PyValue"
                        : "a time without a zone is there, an aware one was wanted; take a DateTime");
        }

        PyDateTime moment = PyDateTime.From(value) ?? throw reader.Mismatch(value, "a datetime.datetime");
        if (moment.TimeZone.IsNone)
        {
            throw reader.Error("CannotMapTimeZone", "a naive datetime is there, an aware one was wanted; take a DateTime");
        }

        if (PyTimeZone.From(moment.TimeZone) is not { Offset: { Value: { } offset } })
        {
            throw reader.Error("CannotMapTimeZone",
                $"the time zone {MappingContext.Describe(moment.TimeZone)} has no fixed distance from UTC; take a PyValue");
        }

        try
        {
            return new DateTimeOffset(moment.Value, offset);
        }
        catch (ArgumentException)
        {
            throw reader.Error("CannotMapRange",
                $"a distance of {offset} from UTC, or the moment it makes, is none that .NET has; take a PyValue");
        }
    }
}

/// <summary>Python's <c>datetime.timedelta</c>.</summary>
internal sealed class TimeSpanConverter : PickleConverter<TimeSpan>
{
    public override PyValue Write(TimeSpan value, MappingWriter writer) => PythonTime.Delta(PythonTime.Round(value.Ticks, writer));

    public override TimeSpan Read(PyValue value, MappingReader reader)
    {
        if (value.As<PyObject>() is { } instance && PickleConverters.Numpy?.Span(instance) is { } other)
        {
            PythonTime.RefuseRounding(other.IsExact, reader);
            return reader.Note(value, new TimeSpan(other.Ticks));
        }

        PyTimeDelta span = PyTimeDelta.From(value) ?? throw reader.Mismatch(value, "a datetime.timedelta");
        return span.Value ?? throw reader.Error("CannotMapRange", $"{span.Days} days are more than a TimeSpan holds");
    }
}

/// <summary>The parts of which Python's date and time classes pickle.</summary>
internal static class PythonTime
{
    private static readonly PyGlobal MomentClass = Class("datetime");
    private static readonly PyGlobal ZoneClass = Class("timezone");
    private static readonly PyGlobal DeltaClass = Class("timedelta");

    internal static PyGlobal Class(string name) => new("datetime", BuiltinName.Of(name));

    internal static PyObject Moment(DateTime value, PyReference? zone, MappingWriter writer)
    {
        var bytes = new byte[10];
        long ticks = Math.Min(Round(value.Ticks, writer),
            DateTime.MaxValue.Ticks - (DateTime.MaxValue.Ticks % TimeSpan.TicksPerMicrosecond));
        var rounded = new DateTime(ticks);
        WriteDate(bytes, DateOnly.FromDateTime(rounded));
        WriteTime(bytes.AsSpan(4), rounded.TimeOfDay.Ticks);
        var packed = new PyBytes(bytes);
        return new PyObject(MomentClass, zone is null ? new PyTuple(packed) : new PyTuple(packed, zone));
    }

    internal static PyReference Zone(TimeSpan offset, MappingWriter writer) =>
        offset == TimeSpan.Zero ? writer.Utc ??= New(offset) : New(offset);

    internal static PyObject Delta(long ticks)
    {
        (long days, long rest) = (Math.DivRem(ticks, TimeSpan.TicksPerDay).Quotient, ticks % TimeSpan.TicksPerDay);
        if (rest < 0)
        {
            days--;
            rest += TimeSpan.TicksPerDay;
        }

        return new PyObject(DeltaClass,
            new PyTuple(days, rest / TimeSpan.TicksPerSecond, rest % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
    }

    internal static void WriteDate(Span<byte> target, DateOnly value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)value.Year);
        target[2] = (byte)value.Month;
        target[3] = (byte)value.Day;
    }

    internal static void WriteTime(Span<byte> target, long ticks)
    {
        var time = new TimeOnly(ticks);
        int microseconds = (int)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        target[0] = (byte)time.Hour;
        target[1] = (byte)time.Minute;
        target[2] = (byte)time.Second;
        target[3] = (byte)(microseconds >> 16);
        target[4] = (byte)(microseconds >> 8);
        target[5] = (byte)microseconds;
    }

    /// <summary>Whole microseconds: Python has no smaller unit.</summary>
    internal static long Round(long ticks, MappingWriter writer)
    {
        long rest = ticks % TimeSpan.TicksPerMicrosecond;
        if (rest == 0)
        {
            return ticks;
        }

        if (!writer.Options.Lossy)
        {
            throw writer.Error("CannotMapExactly",
                "the time has ticks below a microsecond, which Python cannot hold; set MappingOptions.Lossy to round");
        }

        // Where rounding would leave the range, the part below the microsecond is dropped.
        bool away = Math.Abs(rest) >= TimeSpan.TicksPerMicrosecond / 2
            && ticks is < long.MaxValue - TimeSpan.TicksPerMicrosecond and > long.MinValue + TimeSpan.TicksPerMicrosecond;
        return ticks - rest + (away ? Math.Sign(rest) * TimeSpan.TicksPerMicrosecond : 0);
    }

    /// <summary>A moment of numpy or pandas, where there is one.</summary>
    internal static NumpyMoment? NumpyMoment(PyValue value, MappingReader reader)
    {
        NumpyMoment? moment = value.As<PyObject>() is { } instance ? PickleConverters.Numpy?.Moment(instance) : null;
        RefuseRounding(moment is not { IsExact: false }, reader);
        return moment;
    }

    internal static void RefuseRounding(bool isExact, MappingReader reader)
    {
        if (!isExact && !reader.Options.Lossy)
        {
            throw reader.Error("CannotMapExactly",
                "the time has nanoseconds that .NET's ticks of 100 cannot hold; take a PyValue, or set MappingOptions.Lossy to "
                    + "cut them off");
        }
    }

    internal static void RefuseZone(PyValue zone, string what, MappingReader reader)
    {
        if (!zone.IsNone)
        {
            throw reader.Error("CannotMapTimeZone", $"an aware {what} is there, a naive one was wanted; take a PyValue");
        }
    }

    internal static void RefuseFold(bool isFold, MappingReader reader)
    {
        if (isFold && !reader.Options.Lossy)
        {
            throw reader.Error("CannotMapExactly",
                "the time is the second of two equal ones on the day that clocks go back (fold=1), which .NET cannot say; set "
                    + "MappingOptions.Lossy to forget it");
        }
    }

    private static PyObject New(TimeSpan offset) => new(ZoneClass, new PyTuple(Delta(offset.Ticks)));
}
