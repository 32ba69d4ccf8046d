namespace Brine.Models;

/// <summary>scikit-learn's <c>type_of_target</c>.</summary>
internal enum TargetKind
{
    /// <summary>One column of one or two labels.</summary>
    Binary,

    /// <summary>One column of more labels.</summary>
    Multiclass,

    /// <summary>Several columns that say which labels a row has.</summary>
    Multilabel,

    /// <summary>Numbers with fractions, or several columns of labels.</summary>
    Other,
}
