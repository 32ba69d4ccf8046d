using System.Globalization;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>pandas' <c>Timedelta</c>.</summary>
/// <param name="Value">How many <paramref name="Unit"/>s long.</param>
/// <param name="Unit"><c>ns</c>, <c>us</c>, <c>ms</c> or <c>s</c>.</param>
public sealed record PandasTimedelta(long Value, string Unit)
{
    /// <summary>Views a value as a <c>Timedelta</c>, or gives null where it is none.</summary>
    public static PandasTimedelta? From(PyValue value)
    {
        // Timedelta(value) to pandas 1.2; _timedelta_unpickle(value, unit) since.
        if (value.As<PyObject>() is not { Arguments: { Count: 1 or 2 } arguments } instance
            || instance.Callable.As<PyGlobal>() is not { Name: "Timedelta" or "_timedelta_unpickle" } maker
            || !PandasObject.IsPandas(maker) || !arguments[0].TryGetInt64(out long count))
        {
            return null;
        }

        return arguments.Count == 1 ? new PandasTimedelta(count, "ns")
            : arguments[1].TryGetInt64(out long unit) && unit is >= 7 and <= 10 ? new PandasTimedelta(count, PandasTimestamp.UnitOf(unit))
                : null;
    }

    /// <summary>As pandas pickles it since version 1.5.</summary>
    public PyObject ToPickle() =>
        new(new PyGlobal("pandas._libs.tslibs.timedeltas", "_timedelta_unpickle"), new PyTuple(Value, PandasTimestamp.CodeOf(Unit)));

    /// <summary>As Python's <c>str</c> prints it: <c>1 days 02:03:04</c>, <c>-1 days +23:00:00</c>.</summary>
    public override string ToString()
    {
        CivilTime time = CivilTime.From(Value, Unit);
        long nanoseconds = (long)((Int128)time.Fraction * 1_000_000_000 / CivilTime.PerSecondOf(Unit));
        string fraction = nanoseconds == 0 ? ""
            : "."
                + (nanoseconds % 1000 == 0 ? (nanoseconds / 1000).ToString("000000", CultureInfo.InvariantCulture)
                    : nanoseconds.ToString("000000000", CultureInfo.InvariantCulture));
        return string.Create(CultureInfo.InvariantCulture, $"{time.Days} days {(time.Days < 0 ? "+" : "")}{time.ClockText()}{fraction}");
    }
}
