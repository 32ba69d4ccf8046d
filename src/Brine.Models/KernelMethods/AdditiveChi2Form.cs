namespace Brine.Models;

/// <summary>The form of AdditiveChi2Sampler: samples of the Fourier transform of the additive chi-squared kernel.</summary>
/// <param name="Steps"><c>sample_steps</c>: how many samples; each but the first gives two columns.</param>
/// <param name="Interval"><c>sample_interval</c></param>
public sealed record AdditiveChi2Form(int Steps, double Interval) : EstimatorForm;
