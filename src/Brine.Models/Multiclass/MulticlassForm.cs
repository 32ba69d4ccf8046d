namespace Brine.Models;

/// <summary>The form of OneVsRestClassifier, OneVsOneClassifier and OutputCodeClassifier: binary members, and how their scores become a
/// class.</summary>
public sealed record MulticlassForm : EstimatorForm
{
    internal MulticlassForm(IReadOnlyList<Estimator> members, Labels classes, MulticlassRule rule)
    {
        Members = members;
        Classes = classes;
        Rule = rule;
        Children = MemberReader.Children(members);
    }

    /// <summary>The members (<c>estimators_</c>).</summary>
    public IReadOnlyList<Estimator> Members { get; }

    /// <summary>The classes.</summary>
    public Labels Classes { get; }

    /// <summary>How scores become a class.</summary>
    public MulticlassRule Rule { get; }

    /// <summary>True where a row may have several labels or none: the answer is a table of zeros and ones.</summary>
    public bool IsMultilabel { get; init; }

    /// <summary>The code of each class, row by row, for <see cref="MulticlassRule.Codes"/>.</summary>
    public IReadOnlyList<double> Codes { get; init; } = [];

    /// <summary>True where scores above 0 are for a label, false where probabilities above one half are.</summary>
    public bool HasScores { get; init; }

    /// <summary>True until 1.7: of equal scores the last one wins.</summary>
    internal bool LastWins { get; init; }

    /// <summary>True until 1.6: rows whose probabilities are all 0 are divided by 0.</summary>
    internal bool DividesByZero { get; init; }

    /// <summary>True until 0.20: confidences are scaled by the largest of the whole batch.</summary>
    internal bool ScalesByBatch { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
