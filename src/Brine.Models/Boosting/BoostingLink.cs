namespace Brine.Models;

/// <summary>How the sums of boosted trees become answers.</summary>
public enum BoostingLink
{
    /// <summary>They are the answer.</summary>
    Identity,

    /// <summary><c>exp</c> of them is.</summary>
    Exponential,

    /// <summary>The probability of the second class is their <c>expit</c>.</summary>
    Logistic,

    /// <summary>The probability of the second class is the <c>expit</c> of twice their value: the exponential loss.</summary>
    HalfLogistic,

    /// <summary>The probabilities are their softmax.</summary>
    Softmax,

    /// <summary>The probabilities are <c>exp</c> of them less their <c>logsumexp</c>: the softmax of older versions.</summary>
    LogSumExp,
}
