using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>What becomes of scikit-learn's objects.</summary>
internal sealed class ObjectRules(GraphCopy graph)
{
    /// <summary>The whole of an object that the target builds otherwise, or null where its parts are copied one by one.</summary>
    internal PyValue? Replace(PyObject source, Place place)
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
    internal bool TryFill(PyObject source, PyObject target, Place place)
    {
        if (source.Class is not { } type || !NameTable.IsSklearn(type.Module))
        {
            return false;
        }

        if (source.Attributes is null || !ReferenceEquals(source.State.Reference, source.Attributes))
        {
            return false;
        }

        SavedVersion version = source.TryGetAttribute(SavedVersion.Attribute, out _) ? SavedVersion.Of(source) : place.Version;
        graph.Log.Saw(version);
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
}
