namespace Brine.Scanning;

/// <summary>Collects what is found in one file. The same finding at the same place is kept once.</summary>
internal sealed class FileFindings(int most)
{
    private readonly List<Draft> _drafts = [];
    private readonly Dictionary<(ScanRule, string, string), Draft> _known = [];

    private const int MostNames = 20_000;

    /// <summary>The classes and functions that the file names, the first of them.</summary>
    internal SortedSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>True when a part was not read.</summary>
    internal bool IsIncomplete { get; set; }

    /// <summary>True when the depth, the number or the size of the parts ended the scan, whatever they are.</summary>
    internal bool IsCutShort { get; set; }

    /// <summary>True when something was found that a loader of models takes.</summary>
    internal bool IsModel { get; set; }

    /// <summary>True when something is called that runs code, by a name that no chance writes.</summary>
    internal bool CallsDenied { get; set; }

    internal ScanSeverity Worst { get; private set; }

    /// <summary>Adds a finding, unless the same is there already.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">The part of the file.</param>
    /// <param name="offset">Where in the part, or null.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="key">What makes it the same as another one at the place: a name, or else the message.</param>
    /// <param name="call">The call in Python's notation.</param>
    /// <param name="opcode">The opcode.</param>
    /// <param name="severity">How bad it is; null for that of the rule.</param>
    internal Draft Add(ScanRule rule, string place, long? offset, string message, string? key = null, string? call = null,
        string? opcode = null, ScanSeverity? severity = null)
    {
        if (_known.TryGetValue((rule, place, key ?? message), out Draft? same))
        {
            return same;
        }

        var draft = new Draft(rule, place, offset, message) { Call = call, Opcode = opcode, Severity = severity ?? rule.Severity };
        Worst = draft.Severity > Worst ? draft.Severity : Worst;
        if (_drafts.Count < most)
        {
            _known.Add((rule, place, key ?? message), draft);
            _drafts.Add(draft);
        }
        else
        {
            IsIncomplete = true;
        }

        return draft;
    }

    /// <summary>Adds a finding about a part that was not read.</summary>
    internal void AddUnread(ScanRule rule, string place, long? offset, string message, ScanSeverity? severity = null)
    {
        IsIncomplete = true;
        Add(rule, place, offset, message, severity: severity);
    }

    internal void AddName(string name)
    {
        if (Names.Count < MostNames)
        {
            Names.Add(name);
        }
    }

    /// <summary>True where one of the rules found something.</summary>
    internal bool Has(params ReadOnlySpan<ScanRule> rules)
    {
        foreach (Draft draft in _drafts)
        {
            if (rules.Contains(draft.Rule))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes over what was found apart.</summary>
    internal void AddAll(FileFindings others)
    {
        foreach (Draft draft in others._drafts)
        {
            Add(draft.Rule, draft.Place, draft.Offset, draft.Message, draft.Call, draft.Call, draft.Opcode, draft.Severity);
        }

        Names.UnionWith(others.Names);
        IsIncomplete |= others.IsIncomplete;
        IsModel |= others.IsModel;
        CallsDenied |= others.CallsDenied;
    }

    internal IReadOnlyList<ScanFinding> ToList() => [.. _drafts.Select(draft => draft.ToFinding())];

    /// <summary>A finding to which a better description of the call may come.</summary>
    internal sealed class Draft(ScanRule rule, string place, long? offset, string message)
    {
        internal ScanRule Rule => rule;

        internal string Place => place;

        internal long? Offset { get; set; } = offset;

        internal string Message => message;

        internal string? Call { get; set; }

        internal string? Opcode { get; set; }

        internal ScanSeverity Severity { get; init; }

        internal bool IsCalled { get; set; }

        internal ScanFinding ToFinding() => new()
        {
            Rule = rule, Severity = Severity, Offset = Offset, Opcode = Opcode, Place = place, Call = Call, Message = message,
        };
    }
}
