using System.Collections.Frozen;

namespace Brine;

/// <summary>The changes of rules.tsv, by the class that they are about.</summary>
internal static class RuleTable
{
    private const string Any = "*";

    private static readonly Lazy<FrozenDictionary<string, RuleRow[]>> Rows = new(Read);

    /// <summary>The changes of a class for a target: its own first, then those of all classes.</summary>
    internal static IEnumerable<RuleRow> Of(string className, UpgradeTarget target) =>
        Rows.Value.GetValueOrDefault(className, []).Concat(Rows.Value[Any].Where(row => !IsKept(className, row.Name, target)))
            .Where(row => row.Action != RuleAction.Keep && (row.Target == Any || row.Target == target.Line));

    /// <summary>True where a line says that an attribute of a class stays.</summary>
    internal static bool IsKept(string className, string name, UpgradeTarget target) =>
        Array.Exists(Rows.Value.GetValueOrDefault(className, []), row => row.Action == RuleAction.Keep
            && row.Name == name && (row.Target == Any || row.Target == target.Line));

    private static FrozenDictionary<string, RuleRow[]> Read() =>
        Resource.Lines("Brine.Upgrade.rules.tsv").Select(line => line.Split('\t'))
            .Select(cells => new RuleRow(cells[0], cells[1], ActionOf(cells[2]), cells[3], cells[4]))
            .GroupBy(row => row.ClassName).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static RuleAction ActionOf(string name) => name switch
    {
        "rename" => RuleAction.Rename,
        "drop" => RuleAction.Drop,
        "add" => RuleAction.Add,
        "set" => RuleAction.Set,
        "copy" => RuleAction.Copy,
        "shape" => RuleAction.Shape,
        "keep" => RuleAction.Keep,
        "value" => RuleAction.Value,
        _ => throw new InvalidDataException($"rules.tsv has no action '{name}'"),
    };
}
