using System.Globalization;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>A value in one line.</summary>
internal static class ValueSummary
{
    private const int MaxRepr = 120;
    private const int MaxItems = 8;

    internal static string Of(PyValue value) => value.Reference switch
    {
        PyList list => List(list),
        PyTuple { Count: > 0 } tuple when ContainsAnyObject(tuple.Items) || tuple.Count > 20 => $"tuple of {tuple.Count}",
        PyDict { Count: > 0 } dict => $"dict of {dict.Count}",
        PySet { Count: > MaxItems } set => $"{(set.IsFrozen ? "frozenset" : "set")} of {set.Count}",
        PyBytes { Length: > 40 } bytes => string.Create(CultureInfo.InvariantCulture, $"bytes, {bytes.Length:N0} of them"),
        PyGlobal global => SafeText.Of(global.FullName),
        PyObject instance => Object(instance),
        _ => Cut(SafeText.Of(value.ToString())),
    };

    /// <summary>A part of an array, a slice or a key: what has parts itself is told by its type, so that nothing nests.</summary>
    internal static string OfPart(PyValue value) => value.Reference switch
    {
        PyList list => $"list of {list.Count}",
        PyTuple tuple when ContainsAnyObject(tuple.Items) => $"tuple of {tuple.Count}",
        PyDict dict => $"dict of {dict.Count}",
        PySet set => $"set of {set.Count}",
        PyObject instance when NDArray.From(instance) is { } array =>
            array.IsScalar ? ArraySummary.Scalar(array) : ArraySummary.TypeOf(array),
        PyObject instance => Cut(SafeText.Of(PythonSummary.Small(instance) ?? PandasSummary.Of(instance) ?? ClassOf(instance))),
        PyGlobal global => SafeText.Of(global.FullName),
        _ => Cut(SafeText.Of(value.ToString())),
    };

    /// <summary>A key of a dict, or what stands for one.</summary>
    internal static string OfKey(PyValue key) => key.AsString() is { } text ? SafeText.Of(text)
        : key.As<PyTuple>() is { Count: > 0 and <= MaxItems } tuple
            ? Cut($"({string.Join(", ", tuple.Select(OfMember))}{(tuple.Count == 1 ? ",)" : ")")}")
        : OfPart(key);

    private static string OfMember(PyValue part) => part.Reference is string ? Cut(SafeText.Of(part.ToString())) : OfPart(part);

    internal static string Cut(string text) => text.Length > MaxRepr ? text[..MaxRepr] + "..." : text;

    /// <summary>A masked array that is not broken.</summary>
    internal static bool IsMasked(PyObject instance) => Masked(instance) is not null;

    internal static bool IsTree(PyObject instance) =>
        instance.Class is { Name: "Tree" } type && type.Module.StartsWith("sklearn.tree", StringComparison.Ordinal);

    private static string List(PyList list)
    {
        if (list.TryGetInt64s(out ReadOnlySpan<long> integers) && integers.Length > MaxItems)
        {
            return $"list of {list.Count} ints{ArraySummary.Range(Array.ConvertAll(integers.ToArray(), number => (double)number))}";
        }

        if (list.TryGetDoubles(out ReadOnlySpan<double> doubles) && doubles.Length > MaxItems)
        {
            return $"list of {list.Count} floats{ArraySummary.Range(doubles)}";
        }

        if (list.Count > 0 && list.All(item => item.As<PyObject>()?.Class is not null))
        {
            string[] classes = [
                .. list.Select(item => NDArray.From(item) is { IsScalar: false } ? "ndarray" : item.As<PyObject>()!.Class!.Name).Distinct()
                    .Take(2)];
            return classes.Length == 1 ? $"{list.Count} x {SafeText.Of(classes[0])}" : $"list of {list.Count}";
        }

        return list.Count <= MaxItems && list.All(item => item.Reference is null or string) ? Cut(SafeText.Of(new PyValue(list).ToString()))
            : $"list of {list.Count}";
    }

    private static string Object(PyObject instance)
    {
        if (NDArray.From(instance) is { } array)
        {
            return ArraySummary.Of(array);
        }

        if (CsrMatrix.From(instance) is { } csr)
        {
            return $"sparse csr {ArraySummary.NameOf(csr.DType)} ({csr.RowCount}, {csr.ColumnCount}), {csr.Data.Length} "
                + $"stored{ArraySummary.Range(csr.Data)}";
        }

        if (ScipySparse.From(instance) is { } sparse)
        {
            return $"sparse {sparse.Format} ({string.Join(", ", sparse.Shape.ToArray())})";
        }

        if (Masked(instance) is { } masked)
        {
            return $"masked {ArraySummary.Of(masked.Data)}, {masked.MaskBytes.Span.Count((byte)1)} masked";
        }

        if (PandasSummary.Of(instance) is { } pandas)
        {
            return Cut(SafeText.Of(pandas));
        }

        if (DType.From(instance) is { } dtype)
        {
            return "dtype " + ArraySummary.NameOf(dtype);
        }

        if (IsTree(instance))
        {
            return $"tree of {Fact("node_count")} nodes, depth {Fact("max_depth")}";
        }

        return TorchSummary.Of(instance) ?? (PythonSummary.Of(instance) is { } known ? Cut(SafeText.Of(known)) : ClassOf(instance));

        string Fact(string name) => instance.TryGetAttribute(name, out PyValue fact) ? OfPart(fact) : "?";
    }

    /// <summary>Classes that run are told by their name; where another comes from is part of what it is.</summary>
    private static string ClassOf(PyObject instance) =>
        SafeText.Of(instance.Class is { } type ? EstimatorTable.Knows(type) || TorchSummary.IsLayer(type) ? type.Name : type.FullName
            : "object");

    /// <summary>A broken one is shown by its parts.</summary>
    private static MaskedArray? Masked(PyObject instance)
    {
        try
        {
            return MaskedArray.From(instance);
        }
        catch (PickleException)
        {
            return null;
        }
    }

    private static bool ContainsAnyObject(ReadOnlySpan<PyValue> items)
    {
        foreach (PyValue item in items)
        {
            if (item.Reference is not (null or string or PyBytes))
            {
                return true;
            }
        }

        return false;
    }
}
