using System.Globalization;
using System.Numerics;

namespace Brine.Pickling;

/// <summary>Python's <c>range</c>, or Python 2's <c>xrange</c>.</summary>
/// <param name="Start">The first number.</param>
/// <param name="Stop">Where it ends, exclusive.</param>
/// <param name="Step">From one number to the next; never 0.</param>
public sealed record PyRange(BigInteger Start, BigInteger Stop, BigInteger Step)
{
    /// <summary>Views a value as a <c>range</c>, or gives null where it is none.</summary>
    public static PyRange? From(PyValue value) =>
        (KnownObject.Of(value, "builtins", "range") ?? KnownObject.Of(value, "__builtin__", "xrange")) is { Arguments.Count: 3 } instance
        && instance.Arguments[0].TryGetBigInteger(out BigInteger start)
        && instance.Arguments[1].TryGetBigInteger(out BigInteger stop)
        && instance.Arguments[2].TryGetBigInteger(out BigInteger step) && !step.IsZero
            ? new PyRange(start, stop, step) : DillName.Evaluated(value) is { } text ? Parse(text) : null;

    /// <summary>As Python prints it: <c>range(0, 5)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"range({Start}, {Stop}{(Step.IsOne ? "" : ", ")}{(Step.IsOne ? "" : Step)})");

    /// <summary>dill writes what Python prints: <c>range(0, 5)</c>, <c>range(0, 5, 2)</c>.</summary>
    private static PyRange? Parse(string text)
    {
        if (!text.StartsWith("range(", StringComparison.Ordinal) || text[^1] != ')' || text.Length > Limits.Default.MaxIntegerDigits)
        {
            return null;
        }

        string[] parts = text["range(".Length..^1].Split(", ");
        BigInteger step = BigInteger.One;
        return parts.Length is 2 or 3 && TryParse(parts[0], out BigInteger start) && TryParse(parts[1], out BigInteger stop)
            && (parts.Length == 2 || (TryParse(parts[2], out step) && !step.IsZero))
            ? new PyRange(start, stop, step) : null;
    }

    private static bool TryParse(string text, out BigInteger number) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
