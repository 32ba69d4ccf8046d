namespace Brine.Store;

/// <summary>What a promotion to an environment demands.</summary>
public sealed record PromotionRules
{
    /// <summary>Parts of names of metrics of which less is better, or which are often meant so: their direction must be said.</summary>
    private static readonly string[] Doubtful = ["error", "loss", "rmse", "mae", "mse", "mape", "deviance", "brier", "perplexity"];

    /// <summary>The scanner must find the file safe, and read all of it.</summary>
    public bool Safe { get; init; }

    /// <summary>The answers that Python recorded must come out on this machine.</summary>
    public bool Validated { get; init; }

    /// <summary>Metrics that must not be worse than those of the version that the environment has.</summary>
    public IReadOnlyList<MetricRule> Metrics { get; init; } = [];

    /// <summary>The file must be signed by one of <see cref="Keys"/>.</summary>
    public bool Signed { get; init; }

    /// <summary>The public keys whose signatures count, in PEM.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Somebody else than who added the version must have approved it.</summary>
    public bool Approved { get; init; }

    /// <summary>Reads rules as they are written in a line: <c>safe,validated,metric:auc,signed,approved</c>.</summary>
    /// <param name="text">The rules, with commas between them; nothing for none.</param>
    /// <param name="keys">The public keys of <c>signed</c>, in PEM.</param>
    /// <exception cref="ArgumentException">A rule is unknown, or does not say what it needs to.</exception>
    /// <exception cref="SignatureException">A key cannot be read.</exception>
    public static PromotionRules Parse(string text, IReadOnlyList<string>? keys = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        PromotionRules rules = new() { Keys = keys ?? [] };
        foreach (string rule in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            rules = rule switch
            {
                "safe" => rules with { Safe = true },
                "validated" => rules with { Validated = true },
                "signed" => rules with { Signed = true },
                "approved" => rules with { Approved = true },
                _ when rule.StartsWith("metric:", StringComparison.Ordinal) => rules with { Metrics = [.. rules.Metrics, Metric(rule)] },
                _ => throw new ArgumentException(
                    $"there is no rule '{rule}': there are safe, validated, metric:NAME, signed and approved", nameof(text)),
            };
        }

        return rules.Checked();
    }

    /// <summary>The rules in one line, as <see cref="Parse"/> reads them.</summary>
    public override string ToString() => string.Join(',', Names());

    internal PromotionRules Checked()
    {
        if (Signed != Keys.Count > 0)
        {
            throw new ArgumentException(Signed ? "the rule signed needs the public keys whose signatures count"
                : "keys are given, and no rule asks for a signature: add signed");
        }

        using (TrustedKeys.FromPem([.. Keys]))
        {
            return this;
        }
    }

    private static MetricRule Metric(string rule)
    {
        string[] parts = rule.Split(':');
        string name = parts[1];
        if (name.Length == 0 || parts.Length > 3 || (parts.Length == 3 && parts[2] is not ("lower" or "higher")))
        {
            throw new ArgumentException($"'{rule}' is no rule: say metric:NAME, metric:NAME:lower or metric:NAME:higher", nameof(rule));
        }

        if (parts.Length == 2 && !name.StartsWith("neg_", StringComparison.OrdinalIgnoreCase)
            && Doubtful.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"say whether less of {name} is better: metric:{name}:lower, or metric:{name}:higher",
                nameof(rule));
        }

        return new MetricRule(name, parts is [_, _, "lower"]);
    }

    private IEnumerable<string> Names()
    {
        if (Safe)
        {
            yield return "safe";
        }

        if (Validated)
        {
            yield return "validated";
        }

        foreach (MetricRule metric in Metrics)
        {
            // Where the name alone would be asked about, the direction is said.
            yield return !metric.LowerIsBetter && Doubtful.Any(part => metric.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
                ? metric + ":higher" : metric.ToString();
        }

        if (Signed)
        {
            yield return "signed";
        }

        if (Approved)
        {
            yield return "approved";
        }
    }
}
