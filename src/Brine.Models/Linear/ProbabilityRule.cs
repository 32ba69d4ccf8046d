namespace Brine.Models;

/// <summary>How a linear classifier makes probabilities of its decisions.</summary>
internal enum ProbabilityRule
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>expit of each decision, divided by their sum where there are several.</summary>
    OneVersusRest,

    /// <summary>softmax; of (-d, d) where there is one decision.</summary>
    Softmax,
}
