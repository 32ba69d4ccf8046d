namespace Brine.Models;

/// <summary>The rows of a tree's leaves, which know how to compare themselves with the one that is asked about.</summary>
internal interface ITreeRows
{
    /// <summary>Pushes the rows at these places, in order.</summary>
    void Push(int start, int end, NeighborHeap heap);
}
