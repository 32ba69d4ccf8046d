namespace Brine;

/// <summary>Versions by their numbers.</summary>
internal sealed class VersionOrder : IComparer<string>
{
    internal static VersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y) =>
        Version.TryParse(x, out Version? first) && Version.TryParse(y, out Version? second) ? first.CompareTo(second)
            : string.CompareOrdinal(x, y);
}
