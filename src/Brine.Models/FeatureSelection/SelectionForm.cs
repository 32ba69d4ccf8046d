namespace Brine.Models;

/// <summary>The form of selectors of features: the columns that are kept, and the model that answers behind them where there is
/// one.</summary>
public sealed record SelectionForm : EstimatorForm
{
    internal SelectionForm(IReadOnlyList<bool> support, Estimator? inner = null)
    {
        Support = support;
        Inner = inner;
        Children = inner is null ? [] : [new EstimatorChild("estimator_", inner)];
    }

    /// <summary><c>get_support()</c>: one for each column of the training, true where it is kept.</summary>
    public IReadOnlyList<bool> Support { get; }

    /// <summary><c>estimator_</c> of RFE and RFECV, which was trained on the kept columns and answers <c>predict</c> and its like; null for
    /// other selectors.</summary>
    public Estimator? Inner { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }

    /// <summary>True where an array without columns keeps the dtype of the data; it was of float64 before 1.2.</summary>
    internal bool KeepsTypeOfNothing { get; init; } = true;

    /// <summary>True where bools in a table become numbers beside numbers; before 1.1 they made all of it objects.</summary>
    internal bool MixesBools { get; init; } = true;

    /// <summary>True where a table with columns of pandas' nullable dtypes and of objects is an array of objects.</summary>
    internal bool MixesObjects { get; init; } = true;
}
