namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.svm</c> that libsvm trains; the linear ones are in <see cref="LinearFamily"/>.</summary>
internal static class SvmFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.svm", "SVC", reader => new SvmClassifier(reader)),
        new("sklearn.svm", "NuSVC", reader => new SvmClassifier(reader)),
        new("sklearn.svm", "SVR", reader => new SvmRegressor(reader)),
        new("sklearn.svm", "NuSVR", reader => new SvmRegressor(reader)),
        new("sklearn.svm", "OneClassSVM", reader => new OneClassSvm(reader)),
    ];
}
