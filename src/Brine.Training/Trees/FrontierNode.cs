namespace Brine.Training;

/// <summary>A leaf of a tree that is grown best first, with the split that it would get.</summary>
internal readonly record struct FrontierNode(int Node, int Start, int End, int Place, int Depth, bool IsLeaf, double LeftImpurity,
    double RightImpurity, double Improvement);
