namespace Brine;

/// <summary>A row of the training, or a center, that is near.</summary>
/// <param name="Number">The number of the row or of the cluster, from 0.</param>
/// <param name="Distance">How far away it is, by the metric of the model.</param>
/// <param name="Target">Its class, or its value; null where the model knows none.</param>
public sealed record NearRow(long Number, double Distance, string? Target);
