using System.Globalization;

namespace Brine;

/// <summary>A version of a library without its last number: 1.2 of 1.2.1.</summary>
internal readonly record struct SavedMinor(int Major, int Minor) : IComparable<SavedMinor>
{
    public static bool operator <(SavedMinor left, SavedMinor right) => left.CompareTo(right) < 0;

    public static bool operator >(SavedMinor left, SavedMinor right) => left.CompareTo(right) > 0;

    public static bool operator <=(SavedMinor left, SavedMinor right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SavedMinor left, SavedMinor right) => left.CompareTo(right) >= 0;

    public int CompareTo(SavedMinor other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    internal static SavedMinor Parse(string text) => TryParse(text, out SavedMinor version) ? version
        : throw new FormatException($"'{text}' is no version");

    internal static bool TryParse(string? text, out SavedMinor version)
    {
        string[] parts = text?.Split('.') ?? [];
        version = default;
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(string.Concat(parts[1].TakeWhile(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture,
                out int minor))
        {
            return false;
        }

        version = new SavedMinor(major, minor);
        return true;
    }
}
