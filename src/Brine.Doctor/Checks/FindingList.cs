namespace Brine;

/// <summary>The findings so far; of a kind that comes again and again the first few are kept, and the rest are counted.</summary>
internal sealed class FindingList
{
    private const int MostOfAKind = 10;

    private readonly List<DoctorFinding> _findings = [];
    private readonly Dictionary<string, (DoctorFinding First, int Count)> _kinds = new(StringComparer.Ordinal);

    internal void Add(DoctorFinding finding)
    {
        // Names out of the file may hold anything.
        finding = finding with
        {
            Place = SafeText.Of(finding.Place), Message = SafeText.Of(finding.Message), Advice = SafeText.Of(finding.Advice),
        };
        (DoctorFinding first, int count) = _kinds.GetValueOrDefault(finding.Id, (finding, 0));
        _kinds[finding.Id] = (first, count + 1);
        if (count < MostOfAKind)
        {
            _findings.Add(finding);
        }
    }

    internal void Note(string id, ValuePart part, string message, string advice) =>
        Add(new DoctorFinding(id, DoctorSeverity.Note, part.Place, message, advice));

    internal void Warn(string id, ValuePart part, string message, string advice) =>
        Add(new DoctorFinding(id, DoctorSeverity.Warning, part.Place, message, advice));

    internal void Blame(string id, ValuePart part, string message, string advice) =>
        Add(new DoctorFinding(id, DoctorSeverity.Problem, part.Place, message, advice));

    internal IReadOnlyList<DoctorFinding> ToList() =>
    [
        .. _findings.Concat(_kinds.Values.Where(kind => kind.Count > MostOfAKind).Select(kind => kind.First with
        {
            Place = "model",
            Message = $"{kind.Count - MostOfAKind} more of the kind {kind.First.Id}",
        })).OrderByDescending(finding => finding.Severity),
    ];
}
