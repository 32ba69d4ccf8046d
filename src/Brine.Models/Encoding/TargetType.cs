namespace Brine.Models;

/// <summary>The types of labels that scikit-learn can binarize, as <c>type_of_target</c> tells them apart.</summary>
public enum TargetType
{
    /// <summary>One or two different labels.</summary>
    Binary,

    /// <summary>More than two different labels.</summary>
    Multiclass,

    /// <summary>Several columns of two values at most: the labels that each row has.</summary>
    Multilabel,
}
