namespace Brine.Models;

/// <summary>The functions between and behind the layers of a multi-layer perceptron.</summary>
internal enum Activation
{
    /// <summary>Nothing.</summary>
    Identity,

    /// <summary><c>max(x, 0)</c></summary>
    Relu,

    /// <summary>numpy's tanh.</summary>
    Tanh,

    /// <summary>expit.</summary>
    Logistic,

    /// <summary>softmax over the row.</summary>
    Softmax,

    /// <summary>exp.</summary>
    Exp,
}
