namespace Brine.Models;

/// <summary>A node of the tree of BisectingKMeans.</summary>
/// <param name="Center">Its center, the mean of the training added: one number for each column.</param>
/// <param name="Left">The index of the left node below it; 0 where there is none.</param>
/// <param name="Right">The index of the right node below it; 0 where there is none.</param>
/// <param name="Label">The cluster, where there are no nodes below it.</param>
public sealed record CenterNode(IReadOnlyList<double> Center, int Left, int Right, int Label);
