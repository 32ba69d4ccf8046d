using System.Globalization;

namespace Brine.Store;

/// <summary>Names a version: <c>churn</c> is the newest, <c>churn:7</c> the seventh, <c>churn@production</c> the one that production
/// has.</summary>
/// <param name="Name">The model.</param>
/// <param name="Number">The version, where it is named by its number.</param>
/// <param name="Environment">The environment, where it is named by that.</param>
public readonly record struct ModelReference(string Name, int? Number, string? Environment)
{
    /// <summary>Reads a reference.</summary>
    /// <exception cref="StoreException">It is none.</exception>
    public static ModelReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out ModelReference reference) ? reference
            : throw new StoreException("StoreName",
                $"'{SafeText.Of(text)}' names no version: say NAME, NAME:NUMBER or NAME@ENVIRONMENT");
    }

    /// <summary>Reads a reference where the text is one.</summary>
    public static bool TryParse(string text, out ModelReference reference)
    {
        ArgumentNullException.ThrowIfNull(text);
        reference = default;
        int at = text.IndexOfAny(['@', ':']);
        string name = at < 0 ? text : text[..at], rest = at < 0 ? "" : text[(at + 1)..];
        if (!StoreNames.IsPlain(name))
        {
            return false;
        }

        if (at < 0)
        {
            reference = new ModelReference(name, null, null);
            return true;
        }

        if (text[at] == '@')
        {
            reference = new ModelReference(name, null, rest);
            return StoreNames.IsPlain(rest);
        }

        bool isNumber = int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0;
        reference = new ModelReference(name, number, null);
        return isNumber;
    }

    /// <summary>The reference as it is written.</summary>
    public override string ToString() =>
        Environment is not null ? $"{Name}@{Environment}"
        : Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Name}:{number}") : Name;
}
