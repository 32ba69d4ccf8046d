namespace Brine.Models;

/// <summary>The form of MultiLabelBinarizer: a column for each class, 1 where the labels of a row hold it.</summary>
/// <param name="Classes">The classes in the order of their columns.</param>
public sealed record MultiLabelForm(Labels Classes) : EstimatorForm
{
    /// <summary>True where the answer is a sparse matrix.</summary>
    public bool IsSparse { get; init; }
}
