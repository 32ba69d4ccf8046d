namespace Brine.Models;

/// <summary>The form of CalibratedClassifierCV: the mean of the probabilities of its members.</summary>
public sealed record CalibrationForm : EstimatorForm
{
    internal CalibrationForm(IReadOnlyList<CalibratedMember> members, Labels classes)
    {
        Members = members;
        Classes = classes;
        Children = [
            .. members.Select(
                (member, i) =>
                    new EstimatorChild(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"calibrated_classifiers_[{i}]"),
                        member.Estimator))];
    }

    /// <summary>The members (<c>calibrated_classifiers_</c>).</summary>
    public IReadOnlyList<CalibratedMember> Members { get; }

    /// <summary>The classes.</summary>
    public Labels Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
