using Brine.Pickling;

namespace Brine.Models;

/// <summary>The form of SimpleImputer, and of the Imputer before it: a missing value becomes the statistic of its column.</summary>
public sealed record ImputerForm : EstimatorForm
{
    internal ImputerForm(MissingValue missing, IReadOnlyList<PyValue> statistics, Estimator? indicator)
    {
        Missing = missing;
        Statistics = statistics;
        Indicator = indicator;
        Children = indicator is null ? [] : [new EstimatorChild("indicator_", indicator)];
    }

    /// <summary>The value that counts as missing.</summary>
    public MissingValue Missing { get; }

    /// <summary><c>statistics_</c>: what is filled in, one for each column of the training; a number, a text or None, and NaN where the
    /// column was empty.</summary>
    public IReadOnlyList<PyValue> Statistics { get; }

    /// <summary>The columns that come out, by their places: all, or those that were not empty in training.</summary>
    public required IReadOnlyList<int> KeptColumns { get; init; }

    /// <summary>The MissingIndicator whose marks stand behind the filled columns (<c>add_indicator</c>), or null.</summary>
    public Estimator? Indicator { get; }

    /// <summary>True where ints become float64 (mean, median).</summary>
    public bool MakesFloats { get; init; }

    /// <summary>True where the constant that is filled in is a float, which no array of ints takes.</summary>
    public bool FillsFloats { get; init; }

    /// <summary>True where the training saw objects: each cell keeps its kind.</summary>
    public bool IsOfObjects { get; init; }

    /// <summary>True where a statistic is a value that the column held in training: the most frequent one.</summary>
    public bool StatisticsAreValues { get; init; }

    /// <summary>True where the output columns have names.</summary>
    internal bool NamesColumns { get; init; } = true;

    /// <summary>True where a table with columns of pandas' nullable dtypes and of objects is an array of objects.</summary>
    internal bool MixesObjects { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
