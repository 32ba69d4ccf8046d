namespace Brine.Models;

/// <summary>What a linear model makes of its scores.</summary>
public enum LinearHead
{
    /// <summary>The scores are the answer.</summary>
    Score,

    /// <summary>exp of the score: the inverse of a logarithmic link.</summary>
    Exp,

    /// <summary>1 where the score is not negative, else -1: an outlier.</summary>
    Sign,

    /// <summary>The class of a score above zero or of the largest score, without probabilities.</summary>
    Label,

    /// <summary>A class of its own for each score above zero: several labels a row.</summary>
    SeveralLabels,

    /// <summary>A class, and probabilities: expit of each score, divided by their sum (<c>_predict_proba_lr</c>).</summary>
    OneVersusRest,

    /// <summary>The same, and all classes alike where each expit is 0 (scikit-learn 1.9).</summary>
    OneVersusRestOrUniform,

    /// <summary>A class, and probabilities: softmax; of (-score, score) where there is one.</summary>
    Softmax,

    /// <summary>A class, and probabilities: the score clipped to -1..1 and moved to 0..1 (<c>loss='modified_huber'</c>).</summary>
    ModifiedHuber,
}
