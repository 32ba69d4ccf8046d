using Brine.Arrays;
using Brine.Pickling;

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

    internal OneHotLayout(EstimatorReader reader, CategoryColumns categories)
    {
        Categories = categories;
        string handle = reader.Text("handle_unknown") ?? "error";
        RefusesUnknown = handle == "error";
        IgnoresUnknown = handle == "ignore";
        if (handle is not ("error" or "ignore" or "infrequent_if_exist" or "warn"))
        {
            throw reader.Unsupported($"handle_unknown='{handle}'");
        }

        // 'warn' came with 1.6 and gave zeros until 1.8.
        bool groupsUnknown = handle == "infrequent_if_exist" || (handle == "warn" && reader.SavedBy.IsAtLeast(1, 8));

        int count = categories.Count;
        bool grouped = reader.Flag("_infrequent_enabled", reader.Has("_infrequent_indices"));
        PyValue[]? mappings = grouped ? Items(reader, "_default_to_infrequent_mappings", count) : null;
        PyValue[]? drops = Items(reader, reader.Has("_drop_idx_after_grouping") ? "_drop_idx_after_grouping" : "drop_idx_", count);
        Drops = drops is not null;
        _targets = new int[count][];
        _unknownTargets = new int[count];
        _sources = new int[count][];
        Starts = new int[count + 1];
        DropIndices = new int[count];
        GroupsInfrequent = new bool[count];
        for (int c = 0; c < count; c++)
        {
            (int[] map, int groups, bool infrequent) = Mapping(mappings is null ? default : mappings[c], categories[c].Count);
            int drop = drops is null || drops[c].IsNone ? Nowhere : DropIndex(drops[c], groups);
            GroupsInfrequent[c] = infrequent;
            DropIndices[c] = drop;
            int offset = Starts[c];
            _targets[c] = Array.ConvertAll(map, group => Target(group, drop, offset));
            _unknownTargets[c] = infrequent && groupsUnknown ? Target(groups - 1, drop, offset) : Nowhere;
            _sources[c] = Sources(map, groups, infrequent);
            Starts[c + 1] = checked(offset + groups - (drop >= 0 ? 1 : 0));
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

    private static int Target(int group, int drop, int offset) => group == drop ? Nowhere : offset + group - (drop >= 0 && group > drop ? 1 : 0);

    /// <summary>Frequent categories keep their order, the infrequent ones are the last group.</summary>
    private static (int[] Map, int Groups, bool Infrequent) Mapping(PyValue mapping, int count)
    {
        if (mapping.IsNone)
        {
            return ([.. Enumerable.Range(0, count)], count, false);
        }

        int[] map = EstimatorReader.ArrayOf(mapping) is { } array && array.Length == count ? [.. array.ToInt64s().Select(value => value >= 0 && value < count ? (int)value : throw Bad())] : throw Bad();
        int groups = count == 0 ? 0 : map.Max() + 1;
        return (map, groups, groups > 0);
    }

    private static int[] Sources(int[] map, int groups, bool infrequent)
    {
        var sources = new int[groups];
        Array.Fill(sources, Nowhere);
        for (int code = 0; code < map.Length; code++)
        {
            sources[map[code]] = infrequent && map[code] == groups - 1 ? CategoryDecoder.Infrequent : code;
        }

        return Array.IndexOf(sources, Nowhere) < 0 ? sources : throw Bad();
    }

    private static int DropIndex(PyValue value, int groups)
    {
        bool known = value.TryGetInt64(out long index) || (NDArray.From(value) is { Length: 1 } scalar && scalar[0].TryGetInt64(out index))
            || (value.TryGetDouble(out double number) && double.IsInteger(number) && (index = (long)Math.Clamp(number, -1, int.MaxValue)) >= 0);
        return known && index >= 0 && index < groups ? (int)index : throw Bad();
    }

    private static PyValue[]? Items(EstimatorReader reader, string name, int count)
    {
        PyValue value = reader.ValueOrNone(name);
        if (value.IsNone)
        {
            return null;
        }

        PyValue[]? items = value.As<PyList>() is { } list ? [.. list] : NDArray.From(value) is { } array ? [.. array.Elements()] : null;
        return items?.Length == count ? items : throw Bad();
    }

    private static PickleFormatException Bad() => new("FormatShape", "the columns of a OneHotEncoder do not fit its categories; the file is corrupt");
}
