namespace Brine.Models;

/// <summary>How the scores of binary classifiers become a class.</summary>
public enum MulticlassRule
{
    /// <summary>One member for each class: the largest score.</summary>
    OneVersusRest,

    /// <summary>One member for each pair of classes: votes, and a little for confidence.</summary>
    OneVersusOne,

    /// <summary>One member for each bit of a code: the class whose code is nearest.</summary>
    Codes,
}
