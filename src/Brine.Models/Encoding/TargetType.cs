namespace Brine.Models;

/// <summary>What scikit-learn's <c>type_of_target</c> says of labels that it can binarize.</summary>
public enum TargetType
{
    /// <summary>One or two different labels.</summary>
    Binary,

    /// <summary>More than two different labels.</summary>
    Multiclass,

    /// <summary>Several columns of two values at most: the labels that each row has.</summary>
    Multilabel,
}
