namespace Brine.Training;

/// <summary>A split of a node.</summary>
internal struct NodeSplit
{
    internal int Feature;
    internal double Threshold;

    /// <summary>The first row of the right child; the end of the node where there is no split.</summary>
    internal int Place;
    internal double Improvement;
    internal double LeftImpurity;
    internal double RightImpurity;
    internal bool MissingGoesLeft;
}
