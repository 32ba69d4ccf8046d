namespace Brine.Models;

/// <summary>The kernel machines of <c>sklearn.svm</c>.</summary>
internal static class SvmFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.svm", "SVC", reader => new SupportVectorClassifier(reader)),
        new("sklearn.svm", "NuSVC", reader => new SupportVectorClassifier(reader)),
        new("sklearn.svm", "SVR", reader => new SupportVectorRegressor(reader)),
        new("sklearn.svm", "NuSVR", reader => new SupportVectorRegressor(reader)),
    ];
}
