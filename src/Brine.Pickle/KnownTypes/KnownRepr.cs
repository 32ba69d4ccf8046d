using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Brine.Pickling;

/// <summary>Python's own small values as <c>repr</c> prints them.</summary>
internal static class KnownRepr
{
    private const int LongestNumber = 300;
    private const int LongestText = 1000;

#pragma warning disable CA2255 // Values print themselves from below; whoever has a value has run this before.
    [ModuleInitializer]
    internal static void Register() => PyRepr.OfKnownTypes = Of;
#pragma warning restore CA2255

    /// <summary>The text in front of a part and behind it, and the part, which is None where there is none; null for a value that is not
    /// known.</summary>
    internal static (string Before, PyValue Part, string After)? Of(PyObject instance) => instance.Class switch
    {
        { Module: "datetime" or "_datetime" } => OfTime(instance),
        { Module: "decimal" or "_decimal" } when PyDecimal.From(instance) is { Text.Length: < LongestNumber } number =>
            Whole($"Decimal('{number.Text}')"),
        { Module: "fractions" } when PyFraction.From(instance) is { } fraction
            && fraction.Numerator.GetByteCount() + fraction.Denominator.GetByteCount() < LongestNumber =>
            Whole(string.Create(CultureInfo.InvariantCulture, $"Fraction({fraction.Numerator}, {fraction.Denominator})")),
        { Module: "uuid" } when PyUuid.From(instance) is { } id => Whole($"UUID('{id.Value}')"),
        { Name: "PosixPath" or "WindowsPath" or "PurePosixPath" or "PureWindowsPath" or "Path"
            or "PurePath" } when PyPath.From(instance) is { } path =>
            Whole($"{path.ClassName}({Quoted(path.IsWindows ? path.Text.Replace('\\', '/') : path.Text)})"),
        { Module: "builtins" or "__builtin__" } when PyRange.From(instance) is { } range
            && range.Start.GetByteCount() + range.Stop.GetByteCount() + range.Step.GetByteCount() < LongestNumber => Whole(range.ToString())
            ,
        _ => null,
    };

    private static (string Before, PyValue Part, string After)? OfTime(PyObject instance)
    {
        if (PyDate.From(instance) is { } date)
        {
            return Whole(
                string.Create(CultureInfo.InvariantCulture, $"datetime.date({date.Value.Year}, {date.Value.Month}, {date.Value.Day})"));
        }

        if (PyDateTime.From(instance) is { } moment)
        {
            string clock = Clock(TimeOnly.FromDateTime(moment.Value), moment.IsFold);
            return Zoned(
                string.Create(CultureInfo.InvariantCulture,
                    $"datetime.datetime({moment.Value.Year}, {moment.Value.Month}, {moment.Value.Day}, {clock}"), moment.TimeZone);
        }

        if (PyTime.From(instance) is { } time)
        {
            return Zoned("datetime.time(" + Clock(time.Value, time.IsFold), time.TimeZone);
        }

        if (PyTimeDelta.From(instance) is { } span)
        {
            (string Name, int Value)[] parts = [("days", span.Days), ("seconds", span.Seconds), ("microseconds", span.Microseconds)];
            string text = string.Join(", ",
                parts.Where(part => part.Value != 0)
                    .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Name}={part.Value}")));
            return Whole($"datetime.timedelta({(text.Length == 0 ? "0" : text)})");
        }

        return PyTimeZone.From(instance) is not { Offset: { } offset } zone ? null
            : offset is { Days: 0, Seconds: 0, Microseconds: 0 } && zone.Name is null ? Whole("datetime.timezone.utc")
            : ("datetime.timezone(", instance.Arguments[0], zone.Name is null ? ")" : $", {Quoted(zone.Name)})");
    }

    private static (string, PyValue, string)? Whole(string text) => (text, default, "");

    private static (string, PyValue, string)? Zoned(string text, PyValue zone) =>
        zone.IsNone ? Whole(text + ")") : (text + ", tzinfo=", zone, ")");

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder();
        PyLiteral.AppendText(quoted, text.AsSpan(0, Math.Min(text.Length, LongestText)));
        return quoted.ToString();
    }

    private static string Clock(TimeOnly time, bool isFold)
    {
        int micro = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        string seconds = micro != 0 ? string.Create(CultureInfo.InvariantCulture, $", {time.Second}, {micro}")
            : time.Second != 0 ? string.Create(CultureInfo.InvariantCulture, $", {time.Second}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{time.Hour}, {time.Minute}{seconds}{(isFold ? ", fold=1" : "")}");
    }
}
