using System.Globalization;
using Brine.Containers;
using Brine.Scanning;

namespace Brine.Store;

/// <summary>Says of each rule of an environment whether a version meets it, here and now.</summary>
internal sealed class RuleJudge(IBlobs blobs, LoadOptions load)
{
    internal IReadOnlyList<RuleResult> Judge(PromotionState state, string environment, CancellationToken cancellationToken)
    {
        PromotionRules rules = state.Environment.Rules;
        var results = new List<RuleResult>();
        if (rules.Safe)
        {
            results.Add(Safe(state.Version, cancellationToken));
        }

        if (rules.Validated)
        {
            results.Add(Validated(state.Version));
        }

        foreach (MetricRule rule in rules.Metrics)
        {
            results.Add(Metric(rule, state.Version, state.Current));
        }

        if (rules.Signed)
        {
            results.Add(Signed(rules, state.Version, cancellationToken));
        }

        if (rules.Approved)
        {
            results.Add(Approved(state.Version, environment));
        }

        return results;
    }

    private RuleResult Safe(ModelVersion version, CancellationToken cancellationToken)
    {
        ScanReport report = ModelScanner.Scan(blobs.PathOf(version.File.Hash),
            new ScanOptions { Limits = load.Limits, CancellationToken = cancellationToken });
        string reason = report.IsIncomplete ? "not all of the file could be read"
            : report.Findings.MaxBy(finding => finding.Severity) is { } worst && report.Verdict > Verdict.Safe
                ? $"the file is {report.Verdict}: {worst.Message}" : $"the file is {report.Verdict}";
        return new RuleResult("safe", report is { Verdict: Verdict.Safe, IsIncomplete: false }, reason);
    }

    private RuleResult Validated(ModelVersion version)
    {
        const string Rule = "validated";
        if (version.Cases is null)
        {
            return new RuleResult(Rule, false, "it has no cases with answers that Python recorded");
        }

        ValidationReport report = CaseValidation.Run(version, blobs, load);
        if (report.RecordedBy != "python")
        {
            return new RuleResult(Rule, false,
                $"the answers of its cases were recorded by {report.RecordedBy ?? "nobody knows whom"}, not by "
                + "Python");
        }

        MethodCheck? wrong = report.Methods.FirstOrDefault(method => !method.IsRight);
        return new RuleResult(Rule, report.Passed, wrong is null
            ? string.Create(CultureInfo.InvariantCulture,
                $"{string.Join(", ", report.Methods.Select(method => method.Method))} of {report.Methods.Max(method => method.Rows)} rows "
                    + $"are Python's on {Environment.MachineName}")
            : $"{wrong.Method}: {wrong.Problem ?? Different(wrong)}");
    }

    private static string Different(MethodCheck check) => string.Create(CultureInfo.InvariantCulture,
        $"{check.DifferentRows} of {check.Rows} rows differ from Python's, row {check.Differences[0].Row} most")
        + $" ({check.Differences[0].Actual} for {check.Differences[0].Expected})";

    private static RuleResult Metric(MetricRule rule, ModelVersion version, ModelVersion? current)
    {
        string name = rule.ToString();
        if (!version.Metrics.TryGetValue(rule.Name, out double value))
        {
            return new RuleResult(name, false, $"it has no metric {rule.Name}");
        }

        if (current is null || !current.Metrics.TryGetValue(rule.Name, out double now))
        {
            return new RuleResult(name, true, string.Create(CultureInfo.InvariantCulture, $"{value}, and there is none to compare with"));
        }

        bool isMet = rule.LowerIsBetter ? value <= now : value >= now;
        return new RuleResult(name, isMet, string.Create(CultureInfo.InvariantCulture,
            $"{value} is {(isMet ? "no worse" : "worse")} than {now} of {current}"));
    }

    private RuleResult Signed(PromotionRules rules, ModelVersion version, CancellationToken cancellationToken)
    {
        const string Rule = "signed";
        if (version.Signature is null)
        {
            return new RuleResult(Rule, false, "it has no signature");
        }

        blobs.Verify(version.Signature, cancellationToken);
        using TrustedKeys keys = TrustedKeys.FromPem([.. rules.Keys]);
        try
        {
            SignatureReport report = SignatureVerifier.Verify(blobs.PathOf(version.File.Hash), keys, blobs.PathOf(version.Signature.Hash),
                cancellationToken: cancellationToken);
            return new RuleResult(Rule, report.IsValid, report.IsValid ? $"by {report.Signer}" : string.Join(", ", report.Problems));
        }
        catch (SignatureException error)
        {
            return new RuleResult(Rule, false, ErrorText.Of(error));
        }
    }

    private static RuleResult Approved(ModelVersion version, string environment)
    {
        VersionApproval? approval = version.Approvals.FirstOrDefault(item => item.Environment == environment
            && item.Who != version.AddedBy);
        return new RuleResult("approved", approval is not null, approval is null
            ? $"nobody but {version.AddedBy}, who added it, has approved it for {environment}" : $"by {approval.Who}");
    }
}
