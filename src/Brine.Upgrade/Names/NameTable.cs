using System.Collections.Frozen;
using Brine.Pickling;

namespace Brine;

/// <summary>What the classes and functions that a file names are called in the target.</summary>
internal sealed class NameTable(UpgradeTarget target)
{
    private static readonly Lazy<FrozenDictionary<(string Package, string Name), (string Old, string New)[]>> Modules = new(Read);

    private static readonly Dictionary<string, string> Sparse = new(StringComparer.Ordinal)
    {
        ["scipy.sparse.csr"] = "scipy.sparse._csr", ["scipy.sparse.csc"] = "scipy.sparse._csc", ["scipy.sparse.coo"] = "scipy.sparse._coo",
        ["scipy.sparse.lil"] = "scipy.sparse._lil", ["scipy.sparse.dok"] = "scipy.sparse._dok", ["scipy.sparse.dia"] = "scipy.sparse._dia",
        ["scipy.sparse.bsr"] = "scipy.sparse._bsr",
    };

    /// <summary>What moved to another package, or has another name.</summary>
    private static readonly Dictionary<(string Package, string Name), (string Package, string Name)> Moved = new()
    {
        [("sklearn.preprocessing", "Imputer")] = ("sklearn.impute", "SimpleImputer"),
        [("sklearn.neighbors", "DistanceMetric")] = ("sklearn.metrics", "DistanceMetric"),
        [("sklearn.datasets", "Bunch")] = ("sklearn.utils", "Bunch"),
        [("sklearn.model_selection", "_CurveScorer")] = ("sklearn.metrics", "_CurveScorer"),
        [("sklearn.utils", "MaskedArray")] = ("numpy", "ma"),
    };

    /// <summary>The name in the target.</summary>
    /// <exception cref="UnsupportedUpgradeException">The target has no such class.</exception>
    internal PyValue Copy(PyGlobal name, Place place) => new(Find(name, place));

    /// <summary>The name in the target, or null where it has none.</summary>
    internal PyGlobal? TryFind(string package, string name, string? module = null)
    {
        if (!Modules.Value.TryGetValue((package, name), out (string Old, string New)[]? rows))
        {
            return null;
        }

        string[] places = [.. rows.Select(row => target.IsNew ? row.New : row.Old).Where(found => found != "-")];
        string? best = places.FirstOrDefault(found => found == module)
            ?? places.FirstOrDefault(found => module is not null && LastOf(found) == LastOf(module)) ?? places.FirstOrDefault();
        return best is null ? null : new PyGlobal(best, name);
    }

    /// <summary>The first two parts of a module.</summary>
    internal static string PackageOf(string module)
    {
        int first = module.IndexOf('.', StringComparison.Ordinal);
        int second = first < 0 ? -1 : module.IndexOf('.', first + 1);
        return second < 0 ? module : module[..second];
    }

    internal static bool IsSklearn(string module) =>
        module == "sklearn" || module.StartsWith("sklearn.", StringComparison.Ordinal) || module == "_loss";

    private PyGlobal Find(PyGlobal name, Place place)
    {
        string module = name.Module;
        if (module.StartsWith("sklearn.externals.joblib", StringComparison.Ordinal))
        {
            return new PyGlobal(module["sklearn.externals.".Length..], name.Name);
        }

        if (IsSklearn(module))
        {
            return FindInSklearn(name) ?? throw UpgradeLog.Refuse("UpgradeClass", $"{target} has no {SafeText.Of(name.FullName)}", place);
        }

        if (Sparse.TryGetValue(module, out string? sparse))
        {
            return new PyGlobal(sparse, name.Name);
        }

        bool isCore = module.StartsWith("numpy.core.", StringComparison.Ordinal)
            || module.StartsWith("numpy._core.", StringComparison.Ordinal);
        return !isCore ? new PyGlobal(module, name.Name)
            : name.Name is "_reconstruct" or "scalar" ? new PyGlobal("numpy.core.multiarray", name.Name)
            : new PyGlobal("numpy", name.Name);
    }

    private PyGlobal? FindInSklearn(PyGlobal name)
    {
        string package = name.Module == "_loss" ? "sklearn._loss" : PackageOf(name.Module);
        string last = LastOf(name.Module), called = name.Name;
        if (Moved.TryGetValue((package, called), out (string Package, string Name) moved))
        {
            if (moved.Package == "numpy")
            {
                return new PyGlobal("numpy.ma", "MaskedArray");
            }

            (package, called) = moved;
        }

        if (package is "sklearn.neighbors" or "sklearn.metrics" && last == "dist_metrics")
        {
            // From 1.3 on there are metrics of both precisions.
            const string Wide = "64";
            bool isMetric = called.EndsWith("Distance", StringComparison.Ordinal)
                || called.EndsWith("Distance" + Wide, StringComparison.Ordinal);
            string plain = isMetric && called.EndsWith(Wide, StringComparison.Ordinal) ? called[..^Wide.Length] : called;
            return TryFind("sklearn.metrics", isMetric && target.IsNew ? plain + Wide : plain, "sklearn.metrics._dist_metrics");
        }

        if (called == "BinaryTree" && package == "sklearn.neighbors")
        {
            called = last == "ball_tree" ? "BallTree" : "KDTree";
        }

        return TryFind(package, called, name.Module);
    }

    private static string LastOf(string module) => module[(module.LastIndexOf('.') + 1)..].TrimStart('_');

    private static FrozenDictionary<(string Package, string Name), (string Old, string New)[]> Read() =>
        Resource.Lines("Brine.Upgrade.modules.tsv").Select(line => line.Split('\t')).GroupBy(row => (row[0], row[1]))
            .ToFrozenDictionary(group => group.Key, group => group.Select(row => (row[2], row[3])).ToArray());
}
