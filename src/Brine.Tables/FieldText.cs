using System.Globalization;
using System.Numerics;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>A field of a text file as the value that it looks like.</summary>
internal static class FieldText
{
    /// <summary>An int where the text has neither point nor exponent, else a float.</summary>
    internal static PyValue Number(string text, double number)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        return long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) ? integer
            : trimmed.Length < 400
                && BigInteger.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger large) ? large
            : number;
    }
}
