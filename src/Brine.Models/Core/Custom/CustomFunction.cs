using Brine.Pickling;

namespace Brine.Models;

/// <summary>What was registered under one name; a name may stand for a function of several kinds.</summary>
internal sealed record CustomFunction
{
    internal Func<Features, IReadOnlyDictionary<string, PyValue>, Features>? OfFeatures { get; init; }

    /// <summary>True where the function of features takes the keyword arguments that the file calls it with.</summary>
    internal bool TakesArguments { get; init; }

    internal RowFunction? OfRows { get; init; }

    /// <summary>How many numbers the function of a row gives; as many as the row has when null.</summary>
    internal int? OutputCount { get; init; }

    internal Func<string, string>? OfText { get; init; }

    internal Func<string, IEnumerable<string>>? Tokens { get; init; }

    internal PairFunction? OfPairs { get; init; }

    internal Func<EstimatorAttributes, CustomEstimator>? Makes { get; init; }

    /// <summary>The module and the class of scikit-learn's that a class is read as.</summary>
    internal PyGlobal? ReadAs { get; init; }
}
