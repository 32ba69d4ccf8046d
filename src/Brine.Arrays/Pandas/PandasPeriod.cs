using System.Globalization;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>pandas' <c>Period</c>: a day, a month, a quarter...</summary>
/// <param name="Ordinal">How many periods after the one that holds 1970-01-01.</param>
/// <param name="Frequency">How long it is.</param>
public sealed record PandasPeriod(long Ordinal, PandasOffset Frequency)
{
    /// <summary>Views a value as a <c>Period</c>, or gives null where it is none.</summary>
    public static PandasPeriod? From(PyValue value) =>
        value.As<PyObject>() is { Arguments: { Count: 3 } arguments } instance
            && instance.Callable.As<PyGlobal>() is { Name: "Period" } maker && PandasObject.IsPandas(maker)
        && arguments[2].TryGetInt64(out long ordinal) && PandasOffset.From(arguments[1]) is { } frequency
        ? new PandasPeriod(ordinal, frequency) : null;

    /// <summary>As pandas pickles it.</summary>
    public PyObject ToPickle() =>
        new(new PyGlobal("pandas._libs.tslibs.period", "Period"), new PyTuple(default, Frequency.Source, Ordinal));

    /// <summary>As Python's <c>str</c> prints it: <c>2026-11</c>, <c>2020Q3</c>, <c>2026-01-05/2026-01-11</c>.</summary>
    public override string ToString()
    {
        string name = Frequency.PeriodBase;
        switch (name)
        {
            case "Y":
                return CivilTime.YearText(Ordinal + 1970);
            case "Q":
                return string.Create(CultureInfo.InvariantCulture, $"{1970 + Math.Floor(Ordinal / 4.0)}Q{(((Ordinal % 4) + 4) % 4) + 1}");
            case "M":
                return CivilTime.From(Ordinal, "M").DateText()[..^3];
            case "W":
                // A week of W-SUN ends on Sunday: that of ordinal 1 on 1970-01-04.
                long last = (Ordinal * 7) - 4 + Frequency.WeekdayAfterSunday;
                return $"{new CivilTime(last - 6, 0, 0).DateText()}/{new CivilTime(last, 0, 0).DateText()}";
            case "B":
                (long weeks, long day) = Math.DivRem(Ordinal + 3, 5);
                return new CivilTime((day < 0 ? ((weeks - 1) * 7) + day + 5 : (weeks * 7) + day) - 3, 0, 0).DateText();
            case "D":
                return new CivilTime(Ordinal, 0, 0).DateText();
            default:
                CivilTime time = CivilTime.From(Ordinal, name == "min" ? "m" : name);
                string clock = name is "h" or "min" ? time.ClockText()[..^3] : time.ClockText();
                int digits = name switch { "ms" => 3, "us" => 6, "ns" => 9, _ => 0 };
                return $"{time.DateText()} "
                    + $"{clock}{(digits > 0 ? "." + time.Fraction.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0') : "")}";
        }
    }
}
