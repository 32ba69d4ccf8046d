namespace Brine.Tests.Scanning;

/// <summary>A file of the hostile or of the honest set, with what the scanner must say of it.</summary>
/// <param name="Family">What kind of trick it is.</param>
/// <param name="Name">The case in its family.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Expected">Hostile: the least verdict. Honest: the verdict.</param>
/// <param name="Rules">One of these rules must be among the findings; none for honest files.</param>
internal sealed record HostileFile(string Family, string Name, byte[] Bytes, Verdict Expected, params IReadOnlyList<ScanRule> Rules)
{
    /// <summary>Says what is wrong with a report, or null.</summary>
    internal string? Miss(ScannedFile found)
    {
        string rules = string.Join(", ", found.Findings.Select(finding => finding.RuleId).Distinct());
        string said = $"{Family} | {Name} | {found.Verdict}{(found.IsIncomplete ? " incomplete" : "")} [{rules}]";
        if (found is { IsIncomplete: true, Verdict: Verdict.Safe })
        {
            return $"{said}, safe and incomplete at once";
        }

        if (found.Verdict < Expected)
        {
            return $"{said}, not {Expected}";
        }

        return Rules.Count == 0 || Rules.Any(rule => found.Findings.Any(finding => finding.Rule == rule)) ? null
            : $"{said}, none of {string.Join(", ", Rules)}";
    }
}
