using Brine.Pickling;

namespace Brine.Models;

/// <summary>The form of sklearn2pmml's ContinuousDomain, CategoricalDomain and OrdinalDomain: which values a column may have, and what
/// becomes of others.</summary>
public sealed record DomainForm : EstimatorForm
{
    /// <summary>The values that count as missing; empty where None, NaN and NaT do.</summary>
    public IReadOnlyList<PyValue> MissingValues { get; init; } = [];

    /// <summary>True where a missing value is refused.</summary>
    public bool RefusesMissing { get; init; }

    /// <summary>What stands for a missing value; null where it stays.</summary>
    public PyValue? MissingReplacement { get; init; }

    /// <summary>What becomes of a value that is not valid.</summary>
    public DomainTreatment Invalid { get; init; }

    /// <summary>What stands for a value that is not valid, where it is replaced.</summary>
    public PyValue InvalidReplacement { get; init; }

    /// <summary>The least valid number of each column (<c>data_min_</c>); null where all numbers are valid.</summary>
    public IReadOnlyList<double>? Least { get; init; }

    /// <summary>The largest valid number of each column (<c>data_max_</c>); null where all numbers are valid.</summary>
    public IReadOnlyList<double>? Most { get; init; }

    /// <summary>The valid values of each column; null where all are valid.</summary>
    public IReadOnlyList<IReadOnlyList<PyValue>>? Values { get; init; }

    /// <summary>The number below which valid ones are outliers, or null.</summary>
    public double? Low { get; init; }

    /// <summary>The number above which valid ones are outliers, or null.</summary>
    public double? High { get; init; }

    /// <summary>True where outliers count as missing; false where the bound stands for them.</summary>
    public bool OutliersAreMissing { get; init; }
}
