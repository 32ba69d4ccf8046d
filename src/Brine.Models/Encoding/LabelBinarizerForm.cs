namespace Brine.Models;

/// <summary>The form of LabelBinarizer: a column for each class.</summary>
/// <param name="Classes">The labels in the order of their columns, at least one.</param>
public sealed record LabelBinarizerForm(Labels Classes) : EstimatorForm
{
    /// <summary>The number of the other classes (<c>neg_label</c>).</summary>
    public int NegativeLabel { get; init; }

    /// <summary>The number of a row's own class (<c>pos_label</c>).</summary>
    public int PositiveLabel { get; init; } = 1;

    /// <summary>The type of the labels of the training.</summary>
    public TargetType TargetType { get; init; }

    /// <summary>True for a sparse output.</summary>
    public bool IsSparse { get; init; }

    /// <summary>True where the labels of the training were a sparse matrix, as those of <c>inverse_transform</c> are then.</summary>
    public bool WasSparse { get; init; }
}
