using Brine.Models;
using Brine.Pickling;

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

    /// <summary>Notes the version that an object says it was saved by.</summary>
    internal void Saw(PyObject source)
    {
        if (source.TryGetAttribute(SavedVersion.Attribute, out PyValue version) && version.AsString() is { } text)
        {
            Versions.Add(SafeText.Of(text));
        }
    }

    internal static UnsupportedUpgradeException Refuse(string code, string message, Place place) => new(code, message, place.ToString());

    private static void Add(List<UpgradeChange> list, Place place, string className, string description)
    {
        if (list.Count < MostEntries)
        {
            list.Add(new UpgradeChange(place.ToString(), SafeText.Of(className), SafeText.Of(description)));
        }
    }
}
