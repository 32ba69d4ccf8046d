using Brine.Models;

namespace Brine;

/// <summary>Collects what is changed, and refuses what cannot be.</summary>
internal sealed class UpgradeLog
{
    private const int MostEntries = 10_000;

    internal List<UpgradeChange> Changes { get; } = [];

    internal List<UpgradeChange> Notes { get; } = [];

    internal HashSet<string> Versions { get; } = new(StringComparer.Ordinal);

    internal void Change(Place place, string className, string description) => Add(Changes, place, className, description);

    internal void Note(Place place, string className, string description) => Add(Notes, place, className, description);

    internal void Saw(SavedVersion version) => _ = version.IsKnown && Versions.Add(version.ToString());

    internal static UnsupportedUpgradeException Refuse(string code, string message, Place place) => new(code, message, place.ToString());

    private static void Add(List<UpgradeChange> list, Place place, string className, string description)
    {
        if (list.Count < MostEntries)
        {
            list.Add(new UpgradeChange(place.ToString(), SafeText.Of(className), SafeText.Of(description)));
        }
    }
}
