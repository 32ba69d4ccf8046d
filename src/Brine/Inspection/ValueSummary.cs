using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>A value in one line.</summary>
internal static class ValueSummary
{
    private const int MaxRepr = 120;
    private const int MaxLabels = 12;
    private const int MaxScanned = 5_000_000;

    internal static string Of(PyValue value) => value.Reference switch
    {
        PyList list => List(list),
        PyTuple { Count: > 0 } tuple when tuple.Items.ContainsAnyObject() || tuple.Count > 20 => $"tuple of {tuple.Count}",
        PyDict { Count: > 0 } dict => $"dict of {dict.Count}",
        PySet { Count: > 8 } set => $"{(set.IsFrozen ? "frozenset" : "set")} of {set.Count}",
        PyBytes { Length: > 40 } bytes => string.Create(CultureInfo.InvariantCulture, $"bytes, {bytes.Length:N0} of them"),
        PyGlobal global => SafeText.Of(global.FullName),
        PyObject instance => Object(instance),
        _ => Cut(SafeText.Of(value.ToString())),
    };

    internal static string Cut(string text) => text.Length > MaxRepr ? text[..MaxRepr] + "..." : text;

    internal static bool IsTree(PyObject instance) => instance.Class is { Name: "Tree" } type && type.Module.StartsWith("sklearn.tree", StringComparison.Ordinal);

    /// <summary>dtype, shape, and the range of numbers or the first of the texts.</summary>
    internal static string Array(NDArray array)
    {
        string shape = array.IsScalar ? "" : " (" + string.Join(", ", array.Shape.ToArray()) + ")";
        if (array.IsScalar)
        {
            // Times, spans and complex numbers as numpy prints them: their items are counts, and parts.
            return Cut(SafeText.Of(array.DType.Kind is 'M' or 'm' or 'c' ? array.ToString() : array[0].ToString()));
        }

        if (array.Length == 0)
        {
            return $"{array.DType.Name}{shape}, empty";
        }

        if (array.DType.Kind is 'f' or 'i' or 'u' && array.DType.ItemSize <= 8 && array.Length <= MaxScanned)
        {
            return $"{array.DType.Name}{shape}{Range(array.ToDoubles())}";
        }

        if (array.DType.Kind is 'U' or 'S' or 'O' or 'T' or 'b')
        {
            string items = string.Join(", ", array.Elements().Take(MaxLabels).Select(item => item.AsString() is { } text ? SafeText.Of(text) : Of(item)));
            return Cut($"{array.DType.Name}{shape}: {items}{(array.Length > MaxLabels ? ", ..." : "")}");
        }

        return array.DType.Name + shape;
    }

    internal static string Range(double[] values)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        int missing = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                missing++;
                continue;
            }

            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        string range = least > most ? "" : values.Length == 1 ? $": {Number(least)}" : $"  {Number(least)} .. {Number(most)}";
        return range + (missing > 0 ? $", {missing} missing" : "");
    }

    private static string Number(double value) => value.ToString(double.IsInteger(value) && Math.Abs(value) < 1e12 ? "0" : "g6", CultureInfo.InvariantCulture);

    private static string List(PyList list)
    {
        if (list.Count > 0 && list.All(item => item.As<PyObject>()?.Class is not null))
        {
            string[] classes = [.. list.Select(item => item.As<PyObject>()!.Class!.Name).Distinct().Take(3)];
            return classes.Length == 1 ? $"{list.Count} x {SafeText.Of(classes[0])}" : $"list of {list.Count}";
        }

        return list.Count <= 8 && list.All(item => item.Reference is null or string) ? Cut(SafeText.Of(new PyValue(list).ToString())) : $"list of {list.Count}";
    }

    private static string Object(PyObject instance)
    {
        if (NDArray.From(instance) is { } array)
        {
            return Array(array);
        }

        if (CsrMatrix.From(instance) is { } csr)
        {
            return $"sparse csr {csr.DType.Name} ({csr.RowCount}, {csr.ColumnCount}), {csr.Data.Length} stored{Range(csr.Data)}";
        }

        if (ScipySparse.From(instance) is { } sparse)
        {
            return $"sparse {sparse.Format} ({string.Join(", ", sparse.Shape.ToArray())})";
        }

        if (Masked(instance) is { } masked)
        {
            return $"masked {Array(masked.Data)}, {masked.MaskBytes.Span.Count((byte)1)} masked";
        }

        if (PandasSummary.Of(instance) is { } pandas)
        {
            return Cut(SafeText.Of(pandas));
        }

        if (DTypeReader.From(instance) is { } dtype)
        {
            return "dtype " + dtype;
        }

        if (IsTree(instance))
        {
            string nodes = instance.TryGetAttribute("node_count", out PyValue count) ? ValueSummary.Of(count) : "?";
            string depth = instance.TryGetAttribute("max_depth", out PyValue deepest) ? ValueSummary.Of(deepest) : "?";
            return $"tree of {nodes} nodes, depth {depth}";
        }

        if (PyRepresentation(instance) is { } known)
        {
            return known;
        }

        if (instance.IsInstanceOf("builtins", "slice") && instance.Arguments.Count == 3)
        {
            return $"slice({string.Join(", ", instance.Arguments.Select(Of))})";
        }

        // Classes that run are told by their name; where another comes from is part of what it is.
        return SafeText.Of(instance.Class is { } type ? Brine.Models.EstimatorTable.Knows(type) ? type.Name : type.FullName : "object");
    }

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

    /// <summary>Python's own small values, as Python prints them.</summary>
    private static string? PyRepresentation(PyObject instance) => instance.Class is { Module: "datetime" or "decimal" or "fractions" or "uuid" or "pathlib" or "builtins" } && !instance.HasState
        ? Cut(SafeText.Of(new PyValue(instance).ToString()))
        : null;

    private static bool ContainsAnyObject(this ReadOnlySpan<PyValue> items)
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
