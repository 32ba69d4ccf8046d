namespace Brine.Training;

/// <summary>The rows of a node whose values lie in one bin.</summary>
internal struct Bin
{
    internal double Gradients;
    internal double Hessians;
    internal int Count;
}
