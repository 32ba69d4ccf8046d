namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.svm</c> that libsvm trains; the linear ones are in <see cref="LinearFamily"/>.</summary>
internal static class SvmFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.svm", "SVC", SvmReader.Classifier),
        new("sklearn.svm", "NuSVC", SvmReader.Classifier),
        new("sklearn.svm", "SVR", SvmReader.Regressor),
        new("sklearn.svm", "NuSVR", SvmReader.Regressor),
        new("sklearn.svm", "OneClassSVM", SvmReader.OneClass),
    ];
}
