namespace Brine.Models;

/// <summary>How a linear classifier turns scores into probabilities.</summary>
internal enum ProbabilityForm
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>expit of each score, divided by their sum (<c>_predict_proba_lr</c>).</summary>
    OneVersusRest,

    /// <summary>The same, and all classes alike where each expit is 0 (scikit-learn 1.9).</summary>
    OneVersusRestOrUniform,

    /// <summary>softmax; of (-score, score) where there is one.</summary>
    Softmax,

    /// <summary>SGDClassifier with <c>loss='modified_huber'</c>: the score clipped to -1..1 and moved to 0..1.</summary>
    ModifiedHuber,
}
