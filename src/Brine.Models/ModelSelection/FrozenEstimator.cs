namespace Brine.Models;

/// <summary>FrozenEstimator: a trained estimator that a fit leaves alone.</summary>
internal sealed class FrozenEstimator(EstimatorReader reader) : DelegatingEstimator(reader, reader.Child("estimator"), (Methods)~0);
