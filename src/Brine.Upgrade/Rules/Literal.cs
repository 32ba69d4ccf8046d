using System.Globalization;
using Brine.Pickling;

namespace Brine;

/// <summary>Python's literals, as the tables have them.</summary>
internal static class Literal
{
    /// <summary>The value, or null where the text is no literal of one line: a name, or <c>required</c>.</summary>
    internal static PyValue? Parse(string text)
    {
        switch (text)
        {
            case "None":
                return PyValue.None;
            case "True":
                return true;
            case "False":
                return false;
            case "nan":
                return double.NaN;
            case "inf":
                return double.PositiveInfinity;
            case "-inf":
                return double.NegativeInfinity;
        }

        if (text.Length > 1 && text[0] == '\'' && text[^1] == '\'')
        {
            return PyValue.FromText(text[1..^1].Replace("\\\\", "\\", StringComparison.Ordinal));
        }

        if (text.Length > 1 && text[0] == '(' && text[^1] == ')')
        {
            PyValue?[] items = [.. text[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(Parse)];
            return items.Contains(null) ? (PyValue?)null : new PyValue(new PyTuple([.. items.Select(item => item!.Value)]));
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
        {
            return integer;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return number;
        }

        int dot = text.LastIndexOf('.');
        return dot > 0 && text.StartsWith("numpy.", StringComparison.Ordinal) ? new PyValue(new PyGlobal(text[..dot], text[(dot + 1)..]))
            : (PyValue?)null;
    }

    /// <summary>True where a value of a file is that of a table; a numpy number counts as its value.</summary>
    internal static bool IsSame(PyValue value, PyValue literal) => value.Kind == literal.Kind
        ? value.Equals(literal) || (value.TryGetDouble(out double number) && double.IsNaN(number) && literal.TryGetDouble(out double other)
            && double.IsNaN(other))
        : value.Kind is PyKind.Int or PyKind.Float && literal.Kind is PyKind.Int or PyKind.Float ? value.Equals(literal)
        : value.Kind == PyKind.ByteString && literal.AsString() is { } text && value.AsString() == text;
}
