namespace Brine.Store;

/// <summary>What a difference between two versions is.</summary>
public enum ChangeKind
{
    /// <summary>Chosen before the training: <c>max_depth</c>.</summary>
    Parameter,

    /// <summary>Learned in the training, or kept for another reason: <c>coef_</c>.</summary>
    Attribute,

    /// <summary>The numbers of an array.</summary>
    Array,
}
