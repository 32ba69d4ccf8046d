namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.multiclass</c>.</summary>
internal static class MulticlassFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.multiclass", "OneVsRestClassifier", MulticlassReader.OneVersusRest),
        new("sklearn.multiclass", "OneVsOneClassifier", MulticlassReader.OneVersusOne),
        new("sklearn.multiclass", "OutputCodeClassifier", MulticlassReader.OutputCode),
    ];
}
