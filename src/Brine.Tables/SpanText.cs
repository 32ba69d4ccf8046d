using System.Globalization;

namespace Brine.Tables;

/// <summary>Spans of time as pandas writes them: <c>1 days 02:00:00</c>, <c>-1 days +23:00:00</c> in CSV, <c>P1DT2H0M0S</c> in
/// JSON.</summary>
internal static class SpanText
{
    private const long Day = 86_400_000_000_000;

    /// <summary>A span in nanoseconds; false where the text is none, or one of over 292 years.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        text = text.Trim();
        Int128 total;
        if (text is ['P', ..] ? !TryIso(text[1..], out total) : !TryWords(text, out total))
        {
            return false;
        }

        nanoseconds = total > long.MinValue && total <= long.MaxValue ? (long)total : 0;
        return total > long.MinValue && total <= long.MaxValue;
    }

    /// <summary>Days with their sign, then a clock; either may be missing.</summary>
    private static bool TryWords(ReadOnlySpan<char> text, out Int128 total)
    {
        total = 0;
        int word = text.IndexOf(" day", StringComparison.Ordinal);
        if (word >= 0)
        {
            if (!long.TryParse(text[..word], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long days))
            {
                return false;
            }

            total = (Int128)days * Day;
            text = text[(word + " day".Length)..];
            text = (text is ['s', ..] ? text[1..] : text).Trim();
            if (text.IsEmpty)
            {
                return true;
            }
        }

        bool isNegative = text is ['-', ..];
        text = text is ['-' or '+', ..] ? text[1..] : text;
        if (!TryClock(text, out Int128 clock) || (isNegative && word >= 0))
        {
            return false;
        }

        total += isNegative ? -clock : clock;
        return true;
    }

    /// <summary><c>HH:MM:SS</c> with a fraction of up to nine digits.</summary>
    private static bool TryClock(ReadOnlySpan<char> text, out Int128 clock)
    {
        clock = 0;
        int first = text.IndexOf(':'), second = first < 0 ? -1 : text[(first + 1)..].IndexOf(':') + first + 1;
        if (second <= first || !TryWhole(text[..first], out long hours) || !TryWhole(text[(first + 1)..second], out long minutes)
            || !TrySeconds(text[(second + 1)..], out Int128 seconds) || minutes > 59)
        {
            return false;
        }

        clock = (((Int128)hours * 60) + minutes) * 60_000_000_000 + seconds;
        return true;
    }

    /// <summary><c>1DT2H3M4.5S</c>; the days alone carry the sign, as pandas has it.</summary>
    private static bool TryIso(ReadOnlySpan<char> text, out Int128 total)
    {
        total = 0;
        int days = text.IndexOf('D'), hours = text.IndexOf('H'), minutes = text.LastIndexOf('M');
        if (days < 0 || text.Length < days + 2 || text[days + 1] != 'T' || hours < days || minutes < hours || text[^1] != 'S'
            || !long.TryParse(text[..days], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long wholeDays)
            || !TryWhole(text[(days + 2)..hours], out long wholeHours) || !TryWhole(text[(hours + 1)..minutes], out long wholeMinutes)
            || !TrySeconds(text[(minutes + 1)..^1], out Int128 seconds))
        {
            return false;
        }

        total = ((Int128)wholeDays * Day) + ((((Int128)wholeHours * 60) + wholeMinutes) * 60_000_000_000) + seconds;
        return true;
    }

    private static bool TrySeconds(ReadOnlySpan<char> text, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> digits = point < 0 ? "0" : text[(point + 1)..];
        if (!TryWhole(point < 0 ? text : text[..point], out long seconds) || digits.Length > 9 || !TryWhole(digits, out long fraction))
        {
            return false;
        }

        for (int i = digits.Length; i < 9; i++)
        {
            fraction *= 10;
        }

        nanoseconds = ((Int128)seconds * 1_000_000_000) + fraction;
        return true;
    }

    private static bool TryWhole(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
