namespace Brine.Models;

/// <summary>One line of the table of estimators.</summary>
/// <param name="Package">The package it lives in: the first two parts of its module, <c>sklearn.tree</c>, which no version moved.</param>
/// <param name="Class">The name of the class.</param>
/// <param name="Read">Makes the model of the file's attributes.</param>
internal sealed record EstimatorEntry(string Package, string Class, Func<EstimatorReader, Estimator> Read)
{
    /// <summary>The first two parts of a module.</summary>
    internal static string PackageOf(string module)
    {
        int first = module.IndexOf('.');
        int second = first < 0 ? -1 : module.IndexOf('.', first + 1);
        return second < 0 ? module : module[..second];
    }
}
