using System.Collections.Frozen;

namespace Brine;

/// <summary>In which versions of scikit-learn a name exists: out of names.tsv, which was found in files and by import.</summary>
internal sealed class NameHistory
{
    /// <summary>scikit-learn gave its modules a line in front in 0.22; the old ones were taken away in 0.24.</summary>
    private static readonly SavedMinor FirstUnderscored = new(0, 22), FirstWithoutOld = new(0, 24);

    private readonly SavedMinor _first, _last;
    private readonly bool _isOldModule, _isNewModule;
    private readonly (SavedMinor Version, bool Exists)[] _imports;

    private NameHistory(SavedMinor first, SavedMinor last, (SavedMinor Version, bool Exists)[] imports, bool isOldModule, bool isNewModule)
    {
        (_first, _last, _imports, _isOldModule, _isNewModule) = (first, last, imports, isOldModule, isNewModule);
    }

    /// <summary>What is known of each name, by <c>module:name</c>.</summary>
    internal static FrozenDictionary<string, NameHistory> All { get; } = Read();

    /// <summary>True where the version has the name, false where it has not, null where that was not tried.</summary>
    internal bool? ExistsIn(SavedMinor version)
    {
        if (version >= _first && version <= _last)
        {
            return true;
        }

        if ((_isNewModule && version < FirstUnderscored) || (_isOldModule && version >= FirstWithoutOld))
        {
            return false;
        }

        if (_isOldModule || (_isNewModule && version < _first))
        {
            return _isOldModule || version >= FirstUnderscored ? true : false;
        }

        // What is between two versions that have it has it too; what is beyond one that has it not has it neither.
        SavedMinor lowest = _first, highest = _last;
        foreach ((SavedMinor tried, bool exists) in _imports)
        {
            if (exists)
            {
                (lowest, highest) = (tried < lowest ? tried : lowest, tried > highest ? tried : highest);
            }
            else if ((tried < _first && version <= tried) || (tried > _last && version >= tried))
            {
                return false;
            }
        }

        return version >= lowest && version <= highest ? true : null;
    }

    private static FrozenDictionary<string, NameHistory> Read()
    {
        using Stream stream = typeof(NameHistory).Assembly.GetManifestResourceStream("Brine.Doctor.names.tsv")!;
        using var reader = new StreamReader(stream);
        SavedMinor[] tried = [.. reader.ReadLine()!.Split('\t')[3..].Select(SavedMinor.Parse)];
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split('\t'));
        }

        // A class that old files have in one module and new files in another has moved.
        SavedMinor last = new(0, 21);
        ILookup<string, string[]> byName = rows.ToLookup(row => row[0].Split(':')[1]);
        bool IsOld(string[] row) => SavedMinor.Parse(row[2]) <= last && !row[3..].Contains("+")
            && byName[row[0].Split(':')[1]].Any(other => SavedMinor.Parse(other[1]) > last);
        bool IsNew(string[] row) => SavedMinor.Parse(row[1]) > last
            && byName[row[0].Split(':')[1]].Any(other => SavedMinor.Parse(other[2]) <= last);
        return rows.ToFrozenDictionary(row => row[0], row => new NameHistory(SavedMinor.Parse(row[1]), SavedMinor.Parse(row[2]),
            [.. tried.Select((version, i) => (version, row[3 + i] == "+"))], IsOld(row), IsNew(row)), StringComparer.Ordinal);
    }
}
