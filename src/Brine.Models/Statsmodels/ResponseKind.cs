namespace Brine.Models;

/// <summary>How a model of statsmodels makes its answer of a sum of coefficients times values: the inverse of its link.</summary>
public enum ResponseKind
{
    /// <summary>The sum itself: least squares, quantiles, the identity link.</summary>
    Identity,

    /// <summary>Its exponential: Poisson, the log link.</summary>
    Exponential,

    /// <summary><c>1 / (1 + exp(-z))</c>: Logit.</summary>
    Logistic,

    /// <summary>The normal distribution: Probit.</summary>
    Normal,

    /// <summary>A power: inverse, squared and root links.</summary>
    Power,

    /// <summary><c>1 - exp(-exp(z))</c>: the complementary log-log link.</summary>
    ComplementaryLogLog,

    /// <summary>Shares of several classes, of which the first has the sum zero: MNLogit.</summary>
    Multinomial,
}
