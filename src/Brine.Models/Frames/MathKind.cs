namespace Brine.Models;

/// <summary>A function of one number, with a parameter.</summary>
public enum MathKind
{
    /// <summary>The natural logarithm of the number plus the parameter.</summary>
    Log,

    /// <summary>The logarithm to base ten of the number plus the parameter.</summary>
    Log10,

    /// <summary>One over the number.</summary>
    Reciprocal,

    /// <summary>The number to the power of the parameter.</summary>
    Power,

    /// <summary>Box-Cox's function of the number, whose lambda the parameter is.</summary>
    BoxCox,

    /// <summary>Yeo's and Johnson's function of the number, whose lambda the parameter is.</summary>
    YeoJohnson,

    /// <summary>The sine of the number times the parameter.</summary>
    Sine,

    /// <summary>The cosine of the number times the parameter.</summary>
    Cosine,
}
