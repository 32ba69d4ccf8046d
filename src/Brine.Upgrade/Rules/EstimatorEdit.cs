using System.Globalization;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>The attributes of one object of scikit-learn's, while they are changed for the target.</summary>
internal sealed class EstimatorEdit
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, (PyValue Value, bool IsCopied)> _values = new(StringComparer.Ordinal);
    private readonly List<(PyValue Key, PyValue Value)> _others = [];

    internal EstimatorEdit(GraphCopy graph, PyObject source, string className, Place place)
    {
        (Graph, Source, ClassName, Place) = (graph, source, className, place);
        foreach ((PyValue key, PyValue value) in source.Attributes!)
        {
            if (key.AsString() is not { } name)
            {
                _others.Add((key, value));
            }
            else if (_values.TryAdd(name, (value, false)))
            {
                _order.Add(name);
            }
        }
    }

    internal GraphCopy Graph { get; }

    internal PyObject Source { get; }

    /// <summary>The class in the target.</summary>
    internal string ClassName { get; }

    internal Place Place { get; }

    internal bool IsNew => Graph.Target.IsNew;

    /// <summary>The names, in the order of the file.</summary>
    internal IReadOnlyList<string> Names => _order;

    internal bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value of an attribute as the file has it; None where it is not there.</summary>
    internal PyValue Get(string name) => _values.TryGetValue(name, out (PyValue Value, bool IsCopied) found) ? found.Value : default;

    internal NDArray? Array(string name) => Get(name).Reference is PyObject ? NDArray.From(Get(name)) : null;

    internal long? Int(string name) => Get(name).TryGetInt64(out long value) ? value
        : Array(name) is { Length: 1, DType.Kind: 'i' or 'u' } scalar ? (long)scalar.ToDoubles()[0] : null;

    internal double? Number(string name) => Get(name).TryGetDouble(out double value) ? value
        : Array(name) is { Length: 1, DType.Kind: 'f' or 'i' or 'u' } scalar ? scalar.ToDoubles()[0] : null;

    internal string? Text(string name) => Get(name).AsString();

    /// <summary>Sets an attribute to a value of the target.</summary>
    internal void Set(string name, PyValue value)
    {
        if (!_values.ContainsKey(name))
        {
            _order.Add(name);
        }

        _values[name] = (value, true);
    }

    /// <summary>Sets an attribute where the file has none.</summary>
    internal void Add(string name, PyValue value)
    {
        if (!Has(name))
        {
            Set(name, value);
        }
    }

    internal void Drop(string name)
    {
        if (_values.Remove(name))
        {
            _order.Remove(name);
        }
    }

    /// <summary>Gives an attribute another name; where the new one is there already, the old one goes.</summary>
    internal bool Rename(string name, string other)
    {
        if (!Has(name))
        {
            return false;
        }

        if (Has(other))
        {
            Drop(name);
            return false;
        }

        _order[_order.IndexOf(name)] = other;
        _values[other] = _values[name];
        _values.Remove(name);
        return true;
    }

    /// <summary>Gives an attribute the value of another, which is one object for both.</summary>
    internal void Share(string name, string other)
    {
        if (Has(other) && !Has(name))
        {
            _order.Add(name);
            _values[name] = _values[other];
        }
    }

    internal void Changed(string description) => Graph.Log.Change(Place, ClassName, description);

    internal void Note(string description) => Graph.Log.Note(Place, ClassName, description);

    internal UnsupportedUpgradeException Refuse(string code, string message, string attribute) =>
        UpgradeLog.Refuse(code, message, Place.Inside("." + attribute));

    /// <summary>The copied attributes.</summary>
    internal void FillInto(PyDict target)
    {
        foreach (string name in _order)
        {
            (PyValue value, bool isCopied) = _values[name];
            target[PyValue.FromText(name)] = isCopied ? value : Graph.Copy(value, Place.Inside("." + name));
        }

        foreach ((PyValue key, PyValue value) in _others)
        {
            target[Graph.Copy(key, Place)] = Graph.Copy(value, Place.Inside("[...]"));
        }
    }

    /// <summary>The size of an axis of an array, a sparse matrix, or a list.</summary>
    internal long? AxisOf(string name, int axis)
    {
        PyValue value = Get(name);
        int[]? shape = Array(name) is { } array ? array.Shape.ToArray()
            : value.As<PyObject>() is { } sparse && ShapeOfSparse(sparse) is { } found ? found
            : value.As<PyList>() is { } list ? [list.Count] : null;
        int place = axis < 0 ? (shape?.Length ?? 0) + axis : axis;
        return shape is not null && place >= 0 && place < shape.Length ? shape[place] : null;
    }

    private static int[]? ShapeOfSparse(PyObject sparse) =>
        sparse.Function is { Module: { } module } && module.StartsWith("scipy.sparse", StringComparison.Ordinal)
            && (sparse.TryGetAttribute("_shape", out PyValue shape) || sparse.TryGetAttribute("shape", out shape))
            && shape.As<PyTuple>() is { Count: 2 } sizes && sizes[0].TryGetInt64(out long rows) && sizes[1].TryGetInt64(out long columns)
            ? [(int)Math.Min(rows, int.MaxValue), (int)Math.Min(columns, int.MaxValue)] : null;

    internal static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
