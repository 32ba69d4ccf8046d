namespace Brine.Models;

/// <summary>A node of a KDTree or BallTree.</summary>
/// <param name="Start">The first place of its rows in the order of the tree.</param>
/// <param name="End">The place behind its rows.</param>
/// <param name="IsLeaf">True where there are no nodes below it.</param>
/// <param name="Radius">How far rows are from its center at most, in a BallTree.</param>
public readonly record struct NeighborTreeNode(int Start, int End, bool IsLeaf, double Radius);
