namespace Brine.Models;

/// <summary>The nodes of a tree for a layout: read where they lie, once each.</summary>
internal interface ITreeSource
{
    /// <summary>The split of a node; false for a leaf. Children and features may be anything a file says.</summary>
    bool TrySplit(int node, out TreeSplit split);
}
