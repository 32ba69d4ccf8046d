namespace Brine.Scanning;

/// <summary>Says what is to be thought of a name: the list of what honest models use is asked first, and exactly.</summary>
internal sealed class NameJudge(ScanPolicy policy)
{
    private const int MostKept = 20_000;

    private readonly Dictionary<(string, string), NameJudgement> _judged = [];

    internal NameJudgement Of(string module, string name)
    {
        if (!_judged.TryGetValue((module, name), out NameJudgement? judgement))
        {
            judgement = Judge(module, name);
            if (_judged.Count >= MostKept)
            {
                _judged.Clear();
            }

            _judged.Add((module, name), judgement);
        }

        return judgement;
    }

    private NameJudgement Judge(string module, string name)
    {
        string full = module + "." + name;
        if (IsDenied(full))
        {
            return new(ScanRule.DeniedName, ScanSeverity.Dangerous, "the policy forbids it", null);
        }

        if (NameList.Find(module, name) is { } known)
        {
            return new(null, ScanSeverity.Note, "", known);
        }

        if (DeniedNames.IsScanner(module))
        {
            return new(ScanRule.ScannerName, ScanSeverity.Malicious, "it belongs to a scanner of models", null);
        }

        if (DeniedNames.Has(module, name))
        {
            return new(ScanRule.DeniedName, ScanSeverity.Dangerous, "it can run code, or reach files, processes or the network", null);
        }

        if (policy.Allow.Contains(full))
        {
            return new(null, ScanSeverity.Note, "",
                new KnownName(module, name, NameUses.Held | NameUses.Made | NameUses.Called | NameUses.Built | NameUses.Filled, null));
        }

        if (NameShape.Oddity(module, name) is { } odd)
        {
            return new(ScanRule.OddName, ScanSeverity.Dangerous, odd, null);
        }

        ScanSeverity severity = policy.UnknownIsDangerous ? ScanSeverity.Dangerous : ScanSeverity.Review;
        return module == "__main__" ? new(ScanRule.UserClass, severity, "it stood in the program that wrote the file", null)
            : new(ScanRule.UnknownName, severity, "it is not on the list of what models use", null);
    }

    private bool IsDenied(string full)
    {
        if (policy.Deny.Count == 0)
        {
            return false;
        }

        for (int end = full.Length; end > 0; end = full.LastIndexOf('.', end - 1))
        {
            if (policy.Deny.Contains(full[..end]))
            {
                return true;
            }
        }

        return false;
    }
}
