using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>What becomes of scikit-learn's objects.</summary>
internal sealed class ObjectRules(GraphCopy graph) : IObjectRules
{
    /// <summary>The whole of an object that the target builds otherwise, or null where its parts are copied one by one.</summary>
    public PyValue? Replace(PyObject source, Place place)
    {
        PyGlobal? type = source.Class;
        if (type is null || source.Callable.Reference is not PyGlobal)
        {
            return null;
        }

        if (type is { Module: "numpy.core" or "numpy._core" or "numpy.core._multiarray_umath", Name: "_ufunc_reconstruct" }
            && source.Arguments is { Count: 2 } ufunc && ufunc[0].AsString() is { } module && ufunc[1].AsString() is { } name)
        {
            return new PyValue(new PyGlobal(module.StartsWith("numpy", StringComparison.Ordinal) ? "numpy" : module, name));
        }

        if (type is { Module: "scipy.interpolate._bsplines" or "scipy.interpolate.interpolate", Name: "BSpline" })
        {
            return SplineOf(source, place);
        }

        if (!NameTable.IsSklearn(type.Module))
        {
            return null;
        }

        switch (type.Name)
        {
            case "DeprecationDict" or "_DictWithDeprecatedKeys":
                return source.DictItems is { } items ? graph.Open(items, new PyDict(), place) : new PyValue(new PyDict());
            case "_RemainderColsList" when source.TryGetAttribute("data", out PyValue columns) && columns.Reference is PyList:
                return graph.Copy(columns, place);
            case "OneHotEncoder" when LegacyEncoder.IsMask(source):
                return LegacyEncoder.Replace(source, graph, place);
            case "LogisticRegression" or "LogisticRegressionCV" when OneVsRest.IsNeeded(source, graph.Target, place):
                return OneVsRest.Replace(source, graph, place);
            default:
                return ScorerCopy.Replace(source, type, graph, place);
        }
    }

    /// <summary>Fills an object of scikit-learn's; false where it is none, or has no attributes.</summary>
    public bool TryFill(PyObject source, PyObject target, Place place)
    {
        if (source.Function is { Module: "functools", Name: "partial" })
        {
            return TryFillCall(source, target, place);
        }

        if (source.Class is not { } type || !NameTable.IsSklearn(type.Module))
        {
            return false;
        }

        if (type.Name is "BinaryTree" or "KDTree" or "BallTree" && source.State.As<PyTuple>() is { Count: 12 } tree)
        {
            // From 0.20 on a tree has weights of its rows, or None.
            target.State = graph.Copy(new PyValue(new PyTuple([.. tree.Items, default])), place);
            return true;
        }

        if (source.Attributes is null || !ReferenceEquals(source.State.Reference, source.Attributes))
        {
            return false;
        }

        SavedVersion version = source.TryGetAttribute(SavedVersion.Attribute, out _) ? SavedVersion.Of(source) : place.Version;
        graph.Log.Saw(source);
        if (version.IsKnown && version.IsAtLeast(1, 10))
        {
            throw UpgradeLog.Refuse("UpgradeState", $"scikit-learn {version} saved it, of which nothing is known yet", place);
        }

        string className = target.Class?.Name ?? type.Name;
        Place inside = place with { Version = version, Owner = className };
        var edit = new EstimatorEdit(graph, source, className, inside);
        if (type.Name != className || NameTable.PackageOf(type.Module) != NameTable.PackageOf(target.Class!.Module))
        {
            edit.Changed($"{type.FullName} is now {target.Class!.FullName}");
        }

        EstimatorRules.Apply(edit);
        var attributes = new PyDict();
        target.State = attributes;
        edit.FillInto(attributes);
        return true;
    }

    /// <summary>A call of check_array that a model keeps for its columns: an argument of it has another name since 1.6.</summary>
    private bool TryFillCall(PyObject source, PyObject target, Place place)
    {
        const string Former = "force_all_finite", Now = "ensure_all_finite";
        if (source.State.As<PyTuple>() is not { Count: 4 } state || state[2].As<PyDict>() is not { } arguments
            || state[0].As<PyGlobal>() is not { Name: "check_array" } function || !NameTable.IsSklearn(function.Module))
        {
            return false;
        }

        (string old, string now) = graph.Target.IsNew ? (Former, Now) : (Now, Former);
        var renamed = new PyDict();
        foreach ((PyValue name, PyValue value) in arguments)
        {
            renamed[name.AsString() == old ? PyValue.FromText(now) : name] = value;
        }

        target.State = graph.Copy(new PyValue(new PyTuple(state[0], state[1], renamed, state[3])), place);
        return true;
    }

    /// <summary>A spline of scipy's, which keeps its parts under other names since 1.11: it is made anew of them.</summary>
    private PyValue? SplineOf(PyObject source, Place place)
    {
        PyValue Part(string name) => source.TryGetAttribute(name, out PyValue value) || source.TryGetAttribute("_" + name, out value)
            ? graph.Copy(value, place.Inside("." + name)) : throw UpgradeLog.Refuse("UpgradeState", $"the spline has no {name}", place);
        return source.Attributes is null ? (PyValue?)null
            : new PyValue(new PyObject(new PyGlobal("scipy.interpolate", "BSpline"),
                new PyTuple(Part("t"), Part("c"), Part("k"), Part("extrapolate"), Part("axis"))));
    }
}
