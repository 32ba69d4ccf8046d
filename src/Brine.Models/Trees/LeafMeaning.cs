namespace Brine.Models;

/// <summary>What the values of a leaf are.</summary>
public enum LeafMeaning
{
    /// <summary>The answer of a regressor, one for each output.</summary>
    Values,

    /// <summary>The fractions of the classes (scikit-learn from 1.4).</summary>
    Fractions,

    /// <summary>The weights of the classes, to be divided by their sum (scikit-learn up to 1.3).</summary>
    Weights,

    /// <summary>How deep the leaf lies and how many rows reached it: the path length of an isolation tree.</summary>
    PathLength,
}
