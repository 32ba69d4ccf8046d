namespace Brine.Models;

/// <summary>The form of LabelEncoder: the code of a label is its place among the classes.</summary>
/// <param name="Classes">The labels in the order of their codes.</param>
public sealed record LabelForm(Labels Classes) : EstimatorForm
{
    /// <summary>True where labels are brought to the dtype of the classes first.</summary>
    internal bool CastsLabels { get; init; }
}
