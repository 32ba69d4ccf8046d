namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.multioutput</c>.</summary>
internal static class MultioutputFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.multioutput", "MultiOutputClassifier", MultiOutputReader.Classifier),
        new("sklearn.multioutput", "MultiOutputRegressor", MultiOutputReader.Regressor),
        new("sklearn.multioutput", "ClassifierChain", MultiOutputReader.ClassifierChain),
        new("sklearn.multioutput", "RegressorChain", MultiOutputReader.RegressorChain),
    ];
}
