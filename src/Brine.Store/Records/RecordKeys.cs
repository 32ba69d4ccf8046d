using System.Globalization;

namespace Brine.Store;

/// <summary>The keys under which the index keeps its records.</summary>
internal static class RecordKeys
{
    internal const string Head = "head";
    internal const string Models = "model/";
    internal const string Versions = "version/";
    internal const string Environments = "environment/";
    internal const string Placements = "placement/";
    internal const string GoneFiles = "gone/";

    internal static string Model(string name) => Models + name;

    internal static string VersionsOf(string name) => $"{Versions}{name}/";

    /// <summary>Ten digits: keys stand in the order of the numbers.</summary>
    internal static string Version(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{VersionsOf(name)}{number:D10}");

    /// <summary>A file that was given up, by what its backend called it: it is not to be used again.</summary>
    internal static string Gone(string key) => GoneFiles + key;

    internal static string Environment(string name) => Environments + name;

    internal static string PlacementsOf(string model) => $"{Placements}{model}/";

    internal static string Placement(string model, string environment) => PlacementsOf(model) + environment;
}
