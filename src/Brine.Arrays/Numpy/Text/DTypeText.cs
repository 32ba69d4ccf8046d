using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>dtypes as numpy prints them behind an array.</summary>
/// <remarks>Follows <c>numpy.core.arrayprint.dtype_short_repr</c> and <c>numpy.core._dtype</c>.</remarks>
internal static class DTypeText
{
    /// <summary>True where the numbers alone tell the dtype: int64, float64, complex128, bool.</summary>
    internal static bool IsImplied(DType dtype, bool isNumpy1) =>
        dtype.Fields.Count == 0 && (dtype.Kind, dtype.ItemSize) is ('i' or 'f', 8) or ('c', 16) or ('b', 1)
            && (isNumpy1 || !dtype.IsSwapped);

    internal static string Short(DType dtype, bool isNumpy1)
    {
        if (dtype.Fields.Count > 0)
        {
            return Structure(dtype);
        }

        if (dtype.Kind == 'T')
        {
            return VariableText(dtype);
        }

        string name = dtype.Kind is 'S' or 'U' or 'V' || (dtype.IsSwapped && !isNumpy1) ? dtype.Descriptor : dtype.Name;
        return name.All(char.IsAsciiLetterOrDigit) ? name : $"'{name}'";
    }

    private static string VariableText(DType dtype)
    {
        PyTuple arguments = dtype.Source?.Arguments ?? PyTuple.Empty;
        var parts = new List<string>();
        if (arguments.Count > 1)
        {
            bool isMissing = arguments[1].As<PyGlobal>() is { Name: "NA" } missing
                && missing.Module.StartsWith("pandas", StringComparison.Ordinal);
            parts.Add($"na_object={(isMissing ? "<NA>" : arguments[1].ToString())}");
        }

        if (arguments.Count > 0 && arguments[0].TryGetInt64(out long coerce) && coerce == 0)
        {
            parts.Add("coerce=False");
        }

        return $"StringDType({string.Join(", ", parts)})";
    }

    /// <summary>A list of fields where they follow each other, else a dict with their offsets.</summary>
    private static string Structure(DType dtype)
    {
        if (!dtype.IsAligned && IsPacked(dtype))
        {
            IEnumerable<string> fields = dtype.Fields.Select(field => field.DType.SubType is { } element
                ? $"({Name(field)}, {Format(element)}, {Shape(field.DType)})"
                : $"({Name(field)}, {Format(field.DType)})");
            return $"[{string.Join(", ", fields)}]";
        }

        bool hasTitles = dtype.Fields.Any(field => !field.Title.IsNone);
        string titles = hasTitles ? $", 'titles': [{string.Join(", ", dtype.Fields.Select(field => field.Title))}]" : "";
        return $"{{'names': [{string.Join(", ", dtype.Fields.Select(field => (PyValue)field.Name))}], 'formats': "
            + $"[{string.Join(", ", dtype.Fields.Select(field => Format(field.DType)))}], "
            + $"'offsets': [{string.Join(", ", dtype.Fields.Select(field => field.Offset))}]{titles}, 'itemsize': "
            + $"{dtype.ItemSize}{(dtype.IsAligned ? ", 'aligned': True" : "")}}}";
    }

    private static bool IsPacked(DType dtype)
    {
        int end = 0;
        foreach (DTypeField field in dtype.Fields)
        {
            if (field.Offset != end)
            {
                return false;
            }

            end += field.DType.ItemSize;
        }

        return end == dtype.ItemSize;
    }

    private static string Name(DTypeField field) =>
        field.Title.IsNone ? ((PyValue)field.Name).ToString() : $"({field.Title}, {(PyValue)field.Name})";

    private static string Shape(DType dtype) => new PyValue(new PyTuple([.. dtype.SubShape.Select(size => (PyValue)size)])).ToString();

    private static string Format(DType dtype) =>
        dtype.Fields.Count > 0 ? Structure(dtype)
        : dtype.SubType is { } element ? $"({Format(element)}, {Shape(dtype)})"
        : dtype.Kind == 'T' ? VariableText(dtype)
        : dtype.Kind == 'b' ? "'?'"
        : $"'{dtype.Descriptor.TrimStart('|')}'";
}
