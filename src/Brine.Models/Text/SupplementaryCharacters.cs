using System.Globalization;
using System.Text;

namespace Brine.Models;

/// <summary>
/// .NET's regular expressions see a character beyond U+FFFF as two, Python's see one. For matching, each such character is replaced by one
/// unit of those that are no characters (U+D800 to U+DFFF), the same for all that a pattern treats alike: they lie between the same
/// characters that the pattern names, and are digits, other word characters, or neither.
/// </summary>
internal sealed class SupplementaryCharacters
{
    private const int First = 0x10000;
    private const int Kinds = 3, Letter = 1, Digit = 2;
    private const int MostIntervals = 64;
    private const char FirstUnit = '\ud800';

    /// <summary>Half a surrogate pair that stands alone, which Python's text may hold.</summary>
    private const char LoneUnit = '\udfff';

    private readonly int[] _bounds;

    private SupplementaryCharacters(int[] bounds) => _bounds = bounds;

    /// <summary>A set of word characters among the replaced ones, to be put between brackets.</summary>
    internal string WordMembers => string.Concat(_bounds.Select((_, interval) => Members(Unit(interval, Letter), Unit(interval, Digit))));

    /// <summary>The digits among the replaced ones, to be put between brackets.</summary>
    internal string DigitMembers => string.Concat(_bounds.Select((_, interval) => Members(Unit(interval, Digit), Unit(interval, Digit))));

    /// <summary>Makes the replacement for a pattern; null where the pattern names too many characters.</summary>
    /// <param name="named">The ranges of characters beyond U+FFFF that it names.</param>
    internal static SupplementaryCharacters? For(IEnumerable<(int First, int Last)> named)
    {
        int[] bounds = [.. named.SelectMany(range => (int[])[range.First, range.Last + 1]).Append(First).Distinct().Order()];
        return bounds.Length <= MostIntervals ? new SupplementaryCharacters(bounds) : null;
    }

    /// <summary>What stands for a range of characters between brackets; null where it begins or ends among the surrogates.</summary>
    internal string? MembersOf(int first, int last)
    {
        if (first is >= FirstUnit and <= LoneUnit || last is >= FirstUnit and <= LoneUnit)
        {
            return null;
        }

        var members = new StringBuilder();
        if (first < FirstUnit)
        {
            members.Append(Members((char)first, (char)Math.Min(last, FirstUnit - 1)));
        }

        if (first < FirstUnit && last > LoneUnit)
        {
            members.Append(Members(LoneUnit, LoneUnit));
        }

        if (first < First && last > LoneUnit)
        {
            members.Append(Members((char)Math.Max(first, LoneUnit + 1), (char)Math.Min(last, char.MaxValue)));
        }

        return last < First ? members.ToString()
            : members.Append(Members(Unit(IntervalOf(Math.Max(first, First)), 0), Unit(IntervalOf(last), Digit))).ToString();
    }

    /// <summary>The text as the pattern is matched against it, and where each of its characters stood; one more for the end.</summary>
    internal (string Text, int[] Places) Replace(string text)
    {
        var replaced = new char[text.Length];
        var places = new int[text.Length + 1];
        int count = 0;
        for (int i = 0; i < text.Length;)
        {
            int codePoint = PythonText.CodePointAt(text, i, out int length);
            places[count] = i;
            replaced[count++] = codePoint < First ? char.IsSurrogate((char)codePoint) ? LoneUnit : (char)codePoint
                : Unit(IntervalOf(codePoint),
                    !PythonText.IsWord(codePoint) ? 0
                        : CharUnicodeInfo.GetUnicodeCategory(codePoint) == UnicodeCategory.DecimalDigitNumber ? Digit : Letter);
            i += length;
        }

        places[count] = text.Length;
        return (new string(replaced, 0, count), places);
    }

    private static char Unit(int interval, int kind) => (char)(FirstUnit + (interval * Kinds) + kind);

    private static string Members(char first, char last) =>
        string.Create(CultureInfo.InvariantCulture, $@"\u{(int)first:x4}")
            + (first == last ? "" : string.Create(CultureInfo.InvariantCulture, $@"-\u{(int)last:x4}"));

    /// <summary>The last bound that is not above the character.</summary>
    private int IntervalOf(int codePoint) =>
        Array.BinarySearch(_bounds, codePoint) is >= 0 and var exact ? exact : ~Array.BinarySearch(_bounds, codePoint) - 1;
}
