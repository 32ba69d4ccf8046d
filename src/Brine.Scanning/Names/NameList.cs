using System.Collections.Frozen;

namespace Brine.Scanning;

/// <summary>The names that honest models use, each with the ways in which they use it: exact pairs, no patterns.</summary>
internal static class NameList
{
    private static readonly Lazy<FrozenDictionary<(string Module, string Name), KnownName>> Rows = new(Read);

    internal static IReadOnlyCollection<KnownName> All => Rows.Value.Values;

    internal static KnownName? Find(string module, string name) => Rows.Value.GetValueOrDefault((module, name));

    private static FrozenDictionary<(string Module, string Name), KnownName> Read()
    {
        var rows = new Dictionary<(string, string), KnownName>();
        using Stream stream = typeof(NameList).Assembly.GetManifestResourceStream("Brine.Scanning.names.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] fields = line.Split('\t');
            NameUses uses = default;
            foreach (char letter in fields[2])
            {
                uses |= letter switch
                {
                    'h' => NameUses.Held,
                    'm' => NameUses.Made,
                    'c' => NameUses.Called,
                    'b' => NameUses.Built,
                    'f' => NameUses.Filled,
                    'r' => NameUses.Shown,
                    _ => throw new InvalidDataException($"names.tsv has a line that is none: {line}"),
                };
            }

            foreach (string name in fields[1].Split(' '))
            {
                rows.Add((fields[0], name), new KnownName(fields[0], name, uses, fields.Length > 3 ? fields[3] : null));
            }
        }

        return rows.ToFrozenDictionary();
    }
}
