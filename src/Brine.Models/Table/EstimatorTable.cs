using Brine.Containers;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The table of Python's class names and our readers, those of scikit-learn and of packages around it. The rest of a module's path moved
/// from version to version (<c>sklearn.tree.tree</c>, <c>sklearn.tree._classes</c>), the package and the class did not: they are the key.
/// </summary>
public static class EstimatorTable
{
    // Keys of text and plain code: the runtime has a dictionary of texts compiled, and every program waits for this table when it starts.
    private static readonly Dictionary<string, EstimatorEntry> Entries = Index(
        [
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
            .. CategoryEncodersFamily.Entries,
            .. FeatureEngineFamily.Entries,
            .. SklearnPandasFamily.Entries,
            .. ImblearnFamily.Entries,
            .. PmmlFamily.Entries,
            .. StatsmodelsFamily.Entries,
            .. NltkFamily.Entries,
        ]);

    /// <summary>The full names of the classes of scikit-learn that run, package and class.</summary>
    public static IReadOnlyList<string> Names => field ??= [.. All(isOwn: true)];

    /// <summary>The full names of the classes of other packages that run.</summary>
    public static IReadOnlyList<string> OtherNames => field ??= [.. All(isOwn: false)];

    /// <summary>Makes a model that runs of a loaded value.</summary>
    /// <param name="value">The value of a pickle: an estimator.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="code">Your own code for functions and classes of Python modules of yours; none when left out.</param>
    /// <exception cref="UnsupportedModelException">The value is no estimator, or one that cannot run; the message says what is
    /// missing.</exception>
    public static Estimator Read(PyValue value, string path = "model", CustomCode? code = null) =>
        Read(value, path, 0, new ReadContext(code));

    /// <summary>True when the class is in the table.</summary>
    public static bool Knows(PyGlobal name) => Find(name) is not null;

    internal static Estimator Read(PyValue value, string path, int depth, ReadContext? context)
    {
        if (value.As<PyObject>() is not { Class: { } name } instance)
        {
            throw new UnsupportedModelException("NotAnEstimator", $"the file holds {Describe(value)}, not a model", path);
        }

        if (PyObject.NameOf(value) is { } made)
        {
            throw new UnsupportedModelException("NotAnEstimator", $"the file holds {made.FullName} itself, and no object of it", path);
        }

        if (CodeReference.ByValue(instance) is { } function)
        {
            throw new UnsupportedModelException("NotAnEstimator",
                $"the file holds {function.Text}, a function and not a model; Brine runs no bytecode", path);
        }

        CustomFunction? custom = context?.Code.Find(name.FullName);
        EstimatorEntry? entry = custom?.Makes is { } make
            ? new EstimatorEntry(name.Module, name.Name, reader => SuppliedEstimator.Read(reader, make))
            : Find(custom?.ReadAs ?? name);
        if (entry is null)
        {
            throw custom?.ReadAs is { } known
                ? new ArgumentException($"{name.FullName} was registered as {known.FullName}, which is none of EstimatorTable.Names")
                : MissingClass.Error(name, path);
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
            return entry.Read(new EstimatorReader(instance, path, Read, depth, context) { ReadAs = custom?.ReadAs });
        }
        catch (InvalidCastException error)
        {
            // An array that holds something else than the numbers that this class always has.
            throw new PickleFormatException("FormatModel",
                $"an attribute of {name.Name} at {path} is of another kind than scikit-learn writes: {error.Message}");
        }
    }

    private static IEnumerable<string> All(bool isOwn) =>
        Entries.Values.Where(entry => entry.Package.StartsWith("sklearn.", StringComparison.Ordinal) == isOwn)
            .Select(entry => entry.Package + "." + entry.Class).Order(StringComparer.Ordinal);

    private static EstimatorEntry? Find(PyGlobal name) =>
        Entries.GetValueOrDefault(Key(EstimatorEntry.PackageOf(name.Module), name.Name));

    private static Dictionary<string, EstimatorEntry> Index(EstimatorEntry[] entries)
    {
        var index = new Dictionary<string, EstimatorEntry>(entries.Length, StringComparer.Ordinal);
        foreach (EstimatorEntry entry in entries)
        {
            index.Add(Key(entry.Package, entry.Class), entry);
        }

        return index;
    }

    private static string Key(string package, string className) => package + "\0" + className;

    private static string Describe(PyValue value) => value.Kind switch
    {
        PyKind.Object => $"an object of {value.As<PyObject>()!.Callable}",
        _ => value.Kind.WithArticle(),
    };
}
