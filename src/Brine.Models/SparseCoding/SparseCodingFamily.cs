namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.decomposition</c> that code rows by atoms.</summary>
internal static class SparseCodingFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.decomposition", "SparseCoder", SparseCodeReader.Coder),
        new("sklearn.decomposition", "DictionaryLearning", SparseCodeReader.Learner),
        new("sklearn.decomposition", "MiniBatchDictionaryLearning", SparseCodeReader.Learner),
    ];
}
