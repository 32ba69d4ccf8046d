namespace Brine.Models;

/// <summary>The activations of scikit-learn's networks.</summary>
public enum ActivationKind
{
    /// <summary>Numbers stay as they are.</summary>
    Identity,

    /// <summary>The larger of the number and 0.</summary>
    Relu,

    /// <summary>scipy's expit.</summary>
    Logistic,

    /// <summary>numpy's tanh.</summary>
    Tanh,

    /// <summary>Probabilities that sum to 1.</summary>
    Softmax,

    /// <summary>numpy's exp (MLPRegressor with <c>loss='poisson'</c>).</summary>
    Exp,
}
