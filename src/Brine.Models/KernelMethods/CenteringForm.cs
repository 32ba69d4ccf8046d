namespace Brine.Models;

/// <summary>The form of KernelCenterer: a kernel between rows and those of the training, as if all were centered.</summary>
/// <param name="Means"><c>K_fit_rows_</c>: the mean of each column of the training's kernel.</param>
/// <param name="Mean"><c>K_fit_all_</c>: the mean of all of it.</param>
public sealed record CenteringForm(IReadOnlyList<double> Means, double Mean) : EstimatorForm;
