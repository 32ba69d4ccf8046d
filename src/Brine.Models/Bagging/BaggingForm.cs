namespace Brine.Models;

/// <summary>The form of BaggingClassifier and BaggingRegressor: the mean of what members answer, each to columns of its own.</summary>
public sealed record BaggingForm : EstimatorForm
{
    internal BaggingForm(IReadOnlyList<Estimator> members, IReadOnlyList<IReadOnlyList<int>> columns)
    {
        Members = members;
        Columns = columns;
        Children = MemberReader.Children(members);
    }

    /// <summary>The members (<c>estimators_</c>).</summary>
    public IReadOnlyList<Estimator> Members { get; }

    /// <summary>The columns that each member is given (<c>estimators_features_</c>).</summary>
    public IReadOnlyList<IReadOnlyList<int>> Columns { get; }

    /// <summary>What the sums are divided by (<c>n_estimators</c>).</summary>
    public double Divisor { get; init; }

    /// <summary>How many members are added at a time before the sums are added: a part of them for each of <c>n_jobs</c>.</summary>
    public IReadOnlyList<int> Chunks { get; init; } = [];

    /// <summary>The classes of a classifier; null for a regressor.</summary>
    public Labels? Classes { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
