namespace Brine.Models;

/// <summary>The form of sklearn2pmml's MultiDomain.</summary>
public sealed record DomainsForm : EstimatorForm
{
    internal DomainsForm(IReadOnlyList<Estimator?> domains) => Domains = domains;

    /// <summary>The domain of each column; null where a column stays as it is.</summary>
    public IReadOnlyList<Estimator?> Domains { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children =>
        [.. Domains.Select((domain, i) => (domain, i)).Where(item => item.domain is not null)
            .Select(item => new EstimatorChild($"domains[{item.i}]", item.domain!))];
}
