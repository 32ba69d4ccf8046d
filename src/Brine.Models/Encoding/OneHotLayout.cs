namespace Brine.Models;

/// <summary>
/// Where each category of a OneHotEncoder goes: infrequent ones share the last column of their feature, a dropped one has none, as
/// <c>_map_infrequent_categories</c> and <c>transform</c> of scikit-learn arrange it. All of it is worked out when the model is read.
/// </summary>
internal sealed class OneHotLayout
{
    private const int Nowhere = -1;

    private readonly int[][] _targets;
    private readonly int[] _unknownTargets;
    private readonly int[][] _sources;

    internal OneHotLayout(OneHotForm form, CategoryColumns categories)
    {
        Categories = categories;
        RefusesUnknown = form.RefusesUnknown;
        IgnoresUnknown = form.IgnoresUnknown;
        Drops = form.Drops;
        int count = form.Features.Count;
        _targets = new int[count][];
        _unknownTargets = new int[count];
        _sources = new int[count][];
        Starts = new int[count + 1];
        DropIndices = new int[count];
        GroupsInfrequent = new bool[count];
        for (int c = 0; c < count; c++)
        {
            OneHotFeature feature = form.Features[c];
            int drop = feature.DroppedGroup ?? Nowhere;
            GroupsInfrequent[c] = feature.HasInfrequent;
            DropIndices[c] = drop;
            int offset = Starts[c];
            _targets[c] = [.. feature.Groups.Select(group => Target(group, drop, offset))];
            _unknownTargets[c] = feature.HasInfrequent && form.GroupsUnknown ? Target(feature.GroupCount - 1, drop, offset) : Nowhere;
            _sources[c] = Sources(feature);
            Starts[c + 1] = checked(offset + feature.GroupCount - (drop >= 0 ? 1 : 0));
        }
    }

    internal CategoryColumns Categories { get; }

    /// <summary><c>handle_unknown='error'</c>.</summary>
    internal bool RefusesUnknown { get; }

    /// <summary><c>handle_unknown='ignore'</c>.</summary>
    internal bool IgnoresUnknown { get; }

    /// <summary>True when the encoder drops a category of some feature.</summary>
    internal bool Drops { get; }

    /// <summary>The first output column of each feature, and the number of all.</summary>
    internal int[] Starts { get; }

    /// <summary>The group that each feature drops, or -1.</summary>
    internal int[] DropIndices { get; }

    /// <summary>Whether a feature has infrequent categories.</summary>
    internal bool[] GroupsInfrequent { get; }

    internal int ColumnCount => Starts[^1];

    /// <summary>The output column of a code, or -1 where it has none.</summary>
    internal int TargetOf(int feature, int code) => code < 0 ? _unknownTargets[feature] : _targets[feature][code];

    /// <summary>The code that a group of a feature is turned back into: a category, or <see cref="CategoryDecoder.Infrequent"/>.</summary>
    internal int SourceOf(int feature, int group) => _sources[feature][group];

    /// <summary>The group in the output column at a place among the columns of a feature.</summary>
    internal int GroupAt(int feature, int place) => DropIndices[feature] >= 0 && place >= DropIndices[feature] ? place + 1 : place;

    /// <summary>The name of a group.</summary>
    internal string NameOf(int feature, int group) =>
        SourceOf(feature, group) is >= 0 and var code ? Categories[feature].NameOf(code) : CategoryDecoder.InfrequentName;

    private static int Target(int group, int drop, int offset) =>
        group == drop ? Nowhere : offset + group - (drop >= 0 && group > drop ? 1 : 0);

    private static int[] Sources(OneHotFeature feature)
    {
        var sources = new int[feature.GroupCount];
        for (int code = 0; code < feature.Groups.Count; code++)
        {
            int group = feature.Groups[code];
            sources[group] = feature.HasInfrequent && group == sources.Length - 1 ? CategoryDecoder.Infrequent : code;
        }

        return sources;
    }
}
