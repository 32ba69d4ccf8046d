using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>Classes of Python's standard library.</summary>
internal sealed partial class ValueComparer
{
    private string? DefaultDict(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (PyDefaultDict.From(actual) is not { } dict)
        {
            return Unlike("a defaultdict", actual);
        }

        string? why = Dict(expected, dict.Entries, actual, path);
        Push(expected.GetProperty("default_factory"), dict.DefaultFactory, path.Then(".default_factory"));
        return why;
    }

    private string? Deque(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (PyDeque.From(actual) is not { } deque)
        {
            return Unlike("a deque", actual);
        }

        JsonElement limit = expected.GetProperty("maxlen");
        return deque.MaxLength == (limit.ValueKind == JsonValueKind.Null ? null : limit.GetInt32()) ? Items(expected, deque.Items, path)
            : $"expected maxlen {limit.GetRawText()}, loaded {deque.MaxLength}";
    }

    private string? Moment(string tag, JsonElement expected, PyValue actual, ValuePath path)
    {
        switch (tag)
        {
            case "date":
                return PyDate.From(actual) is { } date
                    ? Same(Text(expected, "iso"), date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                    : Unlike("a date", actual);
            case "time" when PyTime.From(actual) is { } time:
                Push(expected.GetProperty("tz"), time.TimeZone, path.Then(".tzinfo"));
                return Same(Text(expected, "iso"),
                    time.Value.ToString(time.Value.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.ffffff",
                        CultureInfo.InvariantCulture))
                    ?? Same(Text(expected, "fold"), time.IsFold ? "1" : "0");
            case "datetime" when PyDateTime.From(actual) is { } moment:
                Push(expected.GetProperty("tz"), moment.TimeZone, path.Then(".tzinfo"));
                return Same(Text(expected, "iso"),
                    moment.Value.ToString(moment.Value.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss"
                        : "yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture))
                    ?? Same(Text(expected, "fold"), moment.IsFold ? "1" : "0");
            case "timedelta" when PyTimeDelta.From(actual) is { } span:
                return Same($"{Text(expected, "days")} {Text(expected, "seconds")} {Text(expected, "microseconds")}",
                    $"{span.Days} {span.Seconds} {span.Microseconds}");
            case "timezone" when PyTimeZone.From(actual) is { Offset: not null } zone:
                return Zone(expected, actual, zone, path);
            case "zoneinfo" when PyTimeZone.From(actual) is { Key: { } key }:
                return Same(Text(expected, "key"), key);
            case "pytz" when PyTimeZone.From(actual) is { } named:
                return named.Key is { } zoneName ? Same(Text(expected, "zone"), zoneName) : null;
            default:
                return Unlike("a " + tag, actual);
        }
    }

    private string? Zone(JsonElement expected, PyValue actual, PyTimeZone zone, ValuePath path)
    {
        if (actual.As<PyObject>() is { Arguments.Count: > 0 } instance)
        {
            Push(expected.GetProperty("offset"), instance.Arguments[0], path.Then(".offset"));
        }

        // A zone that was given no name makes one of its offset: UTC, UTC+05:30, with seconds where there are some.
        return Same(Text(expected, "name"), zone.Name ?? NameOf(zone.Offset!));

        static string NameOf(PyTimeDelta offset)
        {
            TimeSpan value = offset.Value!.Value;
            string sign = value < TimeSpan.Zero ? "-" : "+";
            string text = value.Duration()
                .ToString(value.Ticks % TimeSpan.TicksPerSecond != 0 ? @"hh\:mm\:ss\.ffffff"
                    : value.Seconds != 0 ? @"hh\:mm\:ss" : @"hh\:mm", CultureInfo.InvariantCulture);
            return value == TimeSpan.Zero ? "UTC" : "UTC" + sign + text;
        }
    }

    private string? Standard(string tag, JsonElement expected, PyValue actual, ValuePath path)
    {
        switch (tag)
        {
            case "decimal" when PyDecimal.From(actual) is { } number:
                return Same(Text(expected, "v"), number.Text);
            case "fraction" when PyFraction.From(actual) is { } fraction:
                return Same(Text(expected, "v"), $"{fraction.Numerator}/{fraction.Denominator}");
            case "uuid" when PyUuid.From(actual) is { } uuid:
                return Same(Text(expected, "v"), uuid.Value.ToString());
            case "path" when PyPath.From(actual) is { } file:
                return Same($"{Text(expected, "class")} {Text(expected, "v")}", $"{file.ClassName} {file.Text}");
            case "array.array" when PyTypedArray.From(actual) is { } array:
                return Same($"{Text(expected, "typecode")} {Text(expected, "itemsize")} {Text(expected, "hex")}",
                    $"{array.TypeCode} {array.ItemSize} {Convert.ToHexStringLower(array.Memory.Span)}");
            case "io.BytesIO" when PyMemoryFile.From(actual) is { } memory && memory.Content.As<PyBytes>() is { } bytes:
                return Bytes(expected, bytes.Span) ?? Same(Text(expected, "position"), $"{memory.Position}");
            case "io.StringIO" when PyMemoryFile.From(actual) is { } memory:
                Push(expected.GetProperty("v"), memory.Content, path.Then(".value"), hasIdentity: false);
                return Same(Text(expected, "position"), $"{memory.Position}");
            case "random.Random" when actual.As<PyObject>() is { Class: { Module: "random", Name: "Random" } } generator
                && generator.State.As<PyTuple>() is { Count: 3 } state:
                return Same(Text(expected, "version"), state[0].ToString())
                    ?? Same(Text(expected, "sha256_of_state"),
                        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(FlatRepr(state)))));
            default:
                return Unlike("a " + tag, actual);
        }
    }

    /// <summary>Python's repr of a tuple of numbers and of tuples of numbers, whole.</summary>
    private static string FlatRepr(PyTuple tuple)
    {
        IEnumerable<string> items = tuple.Select(
            item => item.As<PyTuple>() is { } inner ? "(" + string.Join(", ", inner.Select(number => number.ToString())) + ")"
                : item.ToString());
        return "(" + string.Join(", ", items) + ")";
    }

    private string? Partial(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (PyPartial.From(actual) is not { } partial)
        {
            return Unlike("a partial", actual);
        }

        string? why = Pairs(expected.GetProperty("kwargs"), partial.KeywordArguments, isPython2, path.Then(".keywords"))
            ?? Items(expected.GetProperty("args"), partial.Arguments, path.Then(".args"), hasIdentity: true);
        Push(expected.GetProperty("func"), partial.Function, path.Then(".func"));
        return why;
    }

    private string? Getter(string tag, JsonElement expected, PyValue actual, ValuePath path)
    {
        if (PyGetter.From(actual) is not { } getter || "operator." + getter.ClassName != tag)
        {
            return Unlike("an " + tag, actual);
        }

        Push(expected.GetProperty("args"), getter.Keys, path.Then(".args"), hasIdentity: false);
        return null;
    }

    private string? Method(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (PyBoundMethod.From(actual) is { } method)
        {
            Push(expected.GetProperty("self"), method.Target, path.Then(".__self__"));
            return Same(Text(expected, "name"), method.Name);
        }

        // From protocol 4 a class method is a dotted name.
        return actual.As<PyGlobal>() is { } global && global.Name.EndsWith("." + Text(expected, "name"), StringComparison.Ordinal)
            && expected.GetProperty("self").TryGetProperty("name", out JsonElement owner)
            && global.Name == owner.GetString() + "." + Text(expected, "name") ? null
            : Unlike("a method " + Text(expected, "name"), actual);
    }

    private static string? Same(string expected, string actual) =>
        expected == actual ? null : $"expected {Short(expected)}, loaded {Short(actual)}";
}
