using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The table of Python's class names and our readers. The rest of a module's path moved from version to version
/// (<c>sklearn.tree.tree</c>, <c>sklearn.tree._classes</c>), the package and the class did not: they are the key.
/// </summary>
public static class EstimatorTable
{
    private static readonly FrozenDictionary<(string Package, string Class), EstimatorEntry> Entries =
        ((IEnumerable<EstimatorEntry>)[
            .. ComposeFamily.Entries,
            .. ImputeFamily.Entries,
            .. LinearFamily.Entries,
            .. SvmFamily.Entries,
            .. NaiveBayesFamily.Entries,
            .. NeuralNetworkFamily.Entries,
            .. EncodingFamily.Entries,
            .. TextFamily.Entries,
            .. FeatureExtractionFamily.Entries,
            .. ScalingFamily.Entries,
            .. ClusterFamily.Entries,
            .. DecompositionFamily.Entries,
            .. SparseCodingFamily.Entries,
            .. TreesFamily.Entries,
            .. EnsembleFamily.Entries,
            .. ModelSelectionFamily.Entries,
            .. NeighborsFamily.Entries,
            .. DummyFamily.Entries,
            .. SemiSupervisedFamily.Entries,
            .. MultioutputFamily.Entries,
            .. MulticlassFamily.Entries,
            .. IsotonicFamily.Entries,
            .. CalibrationFamily.Entries,
            .. FeatureSelectionFamily.Entries,
            .. PreprocessingFamily.Entries,
            .. KernelMethodsFamily.Entries,
            .. DiscriminantFamily.Entries,
            .. MixtureFamily.Entries,
            .. CovarianceFamily.Entries,
            .. CrossDecompositionFamily.Entries,
            .. GaussianProcessFamily.Entries,
            .. ManifoldFamily.Entries,
        ]).ToFrozenDictionary(entry => (entry.Package, entry.Class));

    /// <summary>The full names of all classes that run, package and class.</summary>
    public static IReadOnlyList<string> Names
    {
        get;
    } = [.. Entries.Keys.Select(key => key.Package + "." + key.Class).Order(StringComparer.Ordinal)];

    /// <summary>Makes a model that runs of a loaded value.</summary>
    /// <param name="value">The value of a pickle: an estimator.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <exception cref="UnsupportedModelException">The value is no estimator, or one that cannot run; the message says what is
    /// missing.</exception>
    public static Estimator Read(PyValue value, string path = "model") => Read(value, path, 0);

    /// <summary>True when the class is in the table.</summary>
    public static bool Knows(PyGlobal name) => Find(name) is not null;

    internal static Estimator Read(PyValue value, string path, int depth, StrongBox<int>? count = null)
    {
        if (value.As<PyObject>() is not { Class: { } name } instance)
        {
            throw new UnsupportedModelException("NotAnEstimator", $"the file holds {Describe(value)}, not a model", path);
        }

        EstimatorEntry? entry = Find(name);
        if (entry is null)
        {
            throw new UnsupportedModelException("UnsupportedEstimator", DescribeMissing(name), path);
        }

        foreach ((string? attribute, string? file) in JoblibSidecars.Missing(instance))
        {
            throw new UnsupportedModelException(
                "MissingSidecar",
                $"its array {attribute} is in a file beside it, {file ?? "without a name"}, which is not there, as joblib kept arrays up "
                    + "to 0.9: put all its files into one folder",
                path);
        }

        try
        {
            return entry.Read(new EstimatorReader(instance, path, Read, depth, count));
        }
        catch (InvalidCastException error)
        {
            // An array that holds something else than the numbers that this class always has.
            throw new PickleFormatException("FormatModel",
                $"an attribute of {name.Name} at {path} is of another kind than scikit-learn writes: {error.Message}");
        }
    }

    private static EstimatorEntry? Find(PyGlobal name)
    {
        int first = name.Module.IndexOf('.');
        int second = first < 0 ? -1 : name.Module.IndexOf('.', first + 1);
        return Entries.GetValueOrDefault((second < 0 ? name.Module : name.Module[..second], name.Name));
    }

    private static string DescribeMissing(PyGlobal name) => SklearnCatalog.Find(name) switch
    {
        null => $"{name.FullName} is not among the classes that Brine runs",
        { ActsOnNewData: false } =>
            $"{name.Name} has no method for new data, in Python as here: it labels or places the rows of its training alone, and inspect "
                + "shows what it found (labels_, embedding_...)",
        _ => $"{name.Name} of scikit-learn is not run yet; docs/support.md lists what is",
    };

    private static string Describe(PyValue value) => value.Kind switch
    {
        PyKind.Object => $"an object of {value.As<PyObject>()!.Callable}",
        _ => value.Kind.WithArticle(),
    };
}
