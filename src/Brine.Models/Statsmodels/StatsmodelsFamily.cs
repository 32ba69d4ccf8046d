namespace Brine.Models;

/// <summary>The results of the package statsmodels.</summary>
internal static class StatsmodelsFamily
{
    private const string Discrete = "statsmodels.discrete";

    internal static readonly EstimatorEntry[] Entries =
    [
        new("statsmodels.regression", "RegressionResultsWrapper", StatsmodelsReader.Results),
        new("statsmodels.base", "RegularizedResultsWrapper", StatsmodelsReader.Results),
        new("statsmodels.robust", "RLMResultsWrapper", StatsmodelsReader.Results),
        new("statsmodels.genmod", "GLMResultsWrapper", StatsmodelsReader.Results),
        new(Discrete, "BinaryResultsWrapper", StatsmodelsReader.Results),
        new(Discrete, "PoissonResultsWrapper", StatsmodelsReader.Results),
        new(Discrete, "MultinomialResultsWrapper", StatsmodelsReader.Results),
    ];
}
