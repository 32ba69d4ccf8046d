using System.Globalization;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A step of pandas' calendar: <c>MonthEnd(2)</c>, <c>Day(3)</c>, <c>Hour(5)</c>.</summary>
public sealed class PandasOffset
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    private PandasOffset(string className, long count, string current, string former, string periodBase, int weekday, PyValue source)
    {
        ClassName = className;
        Count = count;
        string number = count == 1 ? "" : count.ToString(CultureInfo.InvariantCulture);
        Name = number + current;
        FormerName = number + former;
        PeriodBase = periodBase;
        PeriodName = number
            + (className is "MonthEnd" or "QuarterEnd" or "YearEnd"
                ? periodBase + (current.IndexOf('-', StringComparison.Ordinal) is var dash and > 0 ? current[dash..] : "") : current);
        WeekdayAfterSunday = weekday;
        Source = source;
    }

    /// <summary>The class: <c>MonthEnd</c>, <c>Day</c>, <c>BusinessDay</c>...</summary>
    public string ClassName { get; }

    /// <summary>The number of steps at a time.</summary>
    public long Count { get; }

    /// <summary>The name that pandas has for it since version 2.2: <c>2ME</c>, <c>3D</c>, <c>5h</c>.</summary>
    public string Name { get; }

    /// <summary>The name that pandas had for it before: <c>2M</c>, <c>3D</c>, <c>5H</c>.</summary>
    public string FormerName { get; }

    /// <summary>The name that pandas has for a period of that length: <c>M</c>, <c>Q-DEC</c>, <c>h</c>.</summary>
    public string PeriodName { get; }

    /// <summary>Y, Q, M, W, B, D, h, min, s, ms, us, ns.</summary>
    internal string PeriodBase { get; }

    /// <summary>For weeks: how many days after Sunday they end.</summary>
    internal int WeekdayAfterSunday { get; }

    /// <summary>The offset as the file has it.</summary>
    internal PyValue Source { get; }

    /// <summary>Views a value as an offset, or gives null where it is none.</summary>
    public static PandasOffset? From(PyValue value)
    {
        // pandas.tseries.offsets.MonthEnd with attributes; pandas._libs.tslibs.offsets.MonthEnd(n, normalize, ...) since 1.1.
        if (PandasObject.Of(value) is not { Class: { } type } instance || !type.Module.Contains("offsets", StringComparison.Ordinal))
        {
            return null;
        }

        PyTuple arguments = instance.Arguments;
        bool isCall = arguments.Count > 0 && arguments[0].TryGetInt64(out _);
        PyDict? keywords = PandasObject.Attribute(instance, "kwds")?.As<PyDict>();
        long count = isCall ? arguments[0].TryGetInt64(out long first) ? first : 1
            : PandasObject.Attribute(instance, "n") is { } n && n.TryGetInt64(out long attribute) ? attribute : 1;
        int? anchor = isCall
            ? arguments.Count > 2 && arguments[2].TryGetInt64(out long third) && third is >= 0 and <= 12 ? (int)third : null
            : Keyword("startingMonth") ?? Keyword("month") ?? Keyword("weekday");
        return Make(type.Name, count, anchor, value);

        int? Keyword(string name) =>
            (PandasObject.Attribute(instance, name) is { } given || (keywords is not null && keywords.TryGetValue(name, out given)))
                && given.TryGetInt64(out long number) && number is >= 0 and <= 12 ? (int)number : null;
    }

    /// <summary>Reads the name of a period's length: <c>M</c>, <c>Q-DEC</c>, <c>2h</c>; or null where it is none that is known.</summary>
    internal static PandasOffset? Parse(string name)
    {
        int digits = 0;
        while (digits < name.Length && char.IsAsciiDigit(name[digits]))
        {
            digits++;
        }

        long count = digits == 0 ? 1
            : long.TryParse(name.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long parsed) ? parsed : 1;
        string[] parts = name[digits..].Split('-');
        int month = parts.Length > 1 ? Array.IndexOf(Months, parts[1]) + 1 : 12, day = parts.Length > 1 ? Array.IndexOf(Days, parts[1]) : 6;
        (string? className, int? anchor) = parts[0] switch
        {
            "Y" or "A" or "YE" => ("YearEnd", month),
            "Q" or "QE" => ("QuarterEnd", month),
            "M" or "ME" => ("MonthEnd", (int?)null),
            "W" => ("Week", day),
            "B" => ("BusinessDay", null),
            "D" => ("Day", null),
            "h" or "H" => ("Hour", null),
            "min" or "T" => ("Minute", null),
            "s" or "S" => ("Second", null),
            "ms" or "L" => ("Milli", null),
            "us" or "U" => ("Micro", null),
            "ns" or "N" => ("Nano", null),
            _ => (null, null),
        };
        if (className is null)
        {
            return null;
        }

        PyTuple arguments = anchor is { } at ? new PyTuple(count, false, at) : new PyTuple(count, false);
        return Make(className, count, anchor, new PyObject(new PyGlobal("pandas._libs.tslibs.offsets", className), arguments));
    }

    /// <summary>The name that pandas has for it since version 2.2.</summary>
    public override string ToString() => Name;

    private static PandasOffset Make(string className, long count, int? anchor, PyValue source)
    {
        string Month(int otherwise) => Months[((anchor ?? otherwise) + 11) % 12];
        string weekday = anchor is { } day and >= 0 and < 7 ? "-" + Days[day] : "";
        (string current, string former, string period) = className switch
        {
            "MonthEnd" => ("ME", "M", "M"),
            "MonthBegin" => ("MS", "MS", "M"),
            "BusinessMonthEnd" => ("BME", "BM", "M"),
            "BusinessMonthBegin" => ("BMS", "BMS", "M"),
            "QuarterEnd" => ("QE-" + Month(12), "Q-" + Month(12), "Q"),
            "QuarterBegin" => ("QS-" + Month(1), "QS-" + Month(1), "Q"),
            "BQuarterEnd" => ("BQE-" + Month(12), "BQ-" + Month(12), "Q"),
            "BQuarterBegin" => ("BQS-" + Month(1), "BQS-" + Month(1), "Q"),
            "YearEnd" => ("YE-" + Month(12), "A-" + Month(12), "Y"),
            "YearBegin" => ("YS-" + Month(1), "AS-" + Month(1), "Y"),
            "BYearEnd" => ("BYE-" + Month(12), "BA-" + Month(12), "Y"),
            "BYearBegin" => ("BYS-" + Month(1), "BAS-" + Month(1), "Y"),
            "SemiMonthEnd" => ("SME-15", "SM-15", "M"),
            "SemiMonthBegin" => ("SMS-15", "SMS-15", "M"),
            "Week" => ("W" + weekday, "W" + weekday, "W"),
            "BusinessDay" => ("B", "B", "B"),
            "CustomBusinessDay" => ("C", "C", "B"),
            "BusinessHour" => ("bh", "BH", "h"),
            "Day" => ("D", "D", "D"),
            "Hour" => ("h", "H", "h"),
            "Minute" => ("min", "T", "min"),
            "Second" => ("s", "S", "s"),
            "Milli" => ("ms", "L", "ms"),
            "Micro" => ("us", "U", "us"),
            "Nano" => ("ns", "N", "ns"),
            _ => (className, className, "D"),
        };
        return new PandasOffset(className, count, current, former, period, className == "Week" ? ((anchor ?? 6) + 1) % 7 : 0, source);
    }
}
