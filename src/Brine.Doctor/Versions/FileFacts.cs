using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>What a file tells of the software that wrote it, found while its parts pass by.</summary>
internal sealed class FileFacts : IDoctorCheck
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The versions of scikit-learn that its estimators say, with how often.</summary>
    internal Dictionary<string, int> SklearnVersions { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of scikit-learn, as <c>module:name</c>.</summary>
    internal IReadOnlySet<string> SklearnNames => _names;

    /// <summary>Whether nodes of trees tell where missing values go, which is so since scikit-learn 1.3; null without a tree.</summary>
    internal bool? TreesHaveMissing { get; private set; }

    internal bool HasNewNumpy { get; private set; }

    internal bool HasOldNumpy { get; private set; }

    /// <summary>True where a generator of random numbers is named by its class, as numpy 2 does.</summary>
    internal bool HasRandomClass { get; private set; }

    /// <summary>True where something of scipy is in the file whose insides change from version to version.</summary>
    internal bool HasScipyInside { get; private set; }

    internal bool HasPython2Text { get; private set; }

    internal bool HasJoblib { get; private set; }

    /// <summary>The packages that have to be installed, beside scikit-learn and what it brings.</summary>
    internal SortedSet<string> Packages { get; } = new(StringComparer.Ordinal);

    public void Look(ValuePart part, FindingList findings)
    {
        if (part.Value.Reference is PyByteString)
        {
            HasPython2Text = true;
        }

        Take(part.Value.As<PyGlobal>());
        if (part.Object is not { } instance)
        {
            return;
        }

        Take(PyObject.NameOf(instance.Callable));
        Take(instance.Class);
        foreach (PyValue argument in instance.Arguments.Items)
        {
            Take(argument.As<PyGlobal>());
        }

        if (instance.TryGetAttribute("_sklearn_version", out PyValue version) && version.AsString() is { Length: < 40 } text)
        {
            SklearnVersions[text] = SklearnVersions.GetValueOrDefault(text) + 1;
        }

        if (instance.Class is { Name: "Tree", Module: "sklearn.tree._tree" } && instance.State.As<PyDict>() is { } state
            && state.TryGetValue("nodes", out PyValue nodes) && NDArray.From(nodes) is { } array)
        {
            TreesHaveMissing = array.DType.Fields.Any(field => field.Name == "missing_go_to_left");
        }
    }

    internal void Take(PyGlobal? name)
    {
        if (name is null)
        {
            return;
        }

        string package = name.Module.Split('.')[0];
        if (package is "sklearn" or "_loss")
        {
            _names.Add($"{name.Module}:{name.Name}");
        }
        else if (package == "numpy")
        {
            HasNewNumpy |= name.Module.StartsWith("numpy._core", StringComparison.Ordinal);
            HasRandomClass |= name is { Module: "numpy.random._mt19937", Name: "MT19937" };
            HasOldNumpy |= name.Module.StartsWith("numpy.core", StringComparison.Ordinal);
        }
        else if (name.Module.StartsWith("scipy._lib", StringComparison.Ordinal) || name.Module == "scipy.interpolate._bsplines")
        {
            HasScipyInside = true;
            Packages.Add("scipy");
        }
        else if (package == "joblib")
        {
            HasJoblib = true;
        }
        else if (PackageNames.Of(package) is { } installed)
        {
            Packages.Add(installed);
        }
    }
}
