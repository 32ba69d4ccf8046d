using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Attributes of an estimator, read without knowing its class.</summary>
internal static class EstimatorPart
{
    /// <summary>True for an object of a class with attributes, of a package that has estimators.</summary>
    internal static bool IsEstimator(this ValuePart part) =>
        part.Object is { Class: { } type, Attributes.Count: > 0 } && part.Array is null
            && !type.Module.StartsWith("numpy", StringComparison.Ordinal) && !type.Module.StartsWith("joblib", StringComparison.Ordinal);

    internal static string ClassName(this ValuePart part) => part.Object?.Class?.Name ?? "the object";

    internal static bool Has(this ValuePart part, string name, out PyValue value)
    {
        value = default;
        return part.Object is { } instance && instance.TryGetAttribute(name, out value) && !value.IsNone;
    }

    internal static string? Text(this ValuePart part, string name) => part.Has(name, out PyValue value) ? value.AsString() : null;

    /// <summary>A number, or the largest of an array or a list of numbers; null where there is none.</summary>
    internal static double? Largest(this ValuePart part, string name) =>
        part.Numbers(name) is { Length: > 0 } numbers ? numbers.Max() : null;

    /// <summary>The numbers of an attribute; null where it is none, or too many.</summary>
    internal static double[]? Numbers(this ValuePart part, string name)
    {
        if (!part.Has(name, out PyValue value))
        {
            return null;
        }

        if (value.TryGetDouble(out double number))
        {
            return [number];
        }

        if (NDArray.From(value) is { } array)
        {
            return array.DType.Kind is 'f' or 'i' or 'u' or 'b' && array.Length <= 1_000_000 ? array.ToDoubles() : null;
        }

        return value.As<PyList>() is { } list && list.All(item => item.TryGetDouble(out _))
            ? [.. list.Select(item => item.TryGetDouble(out double element) ? element : 0)] : null;
    }

    /// <summary>The names of the columns that an estimator was trained on; null where they had none.</summary>
    internal static string[]? ColumnNames(this ValuePart part) =>
        part.Has("feature_names_in_", out PyValue value) && NDArray.From(value) is { Rank: 1 } names
            ? [.. names.ToStrings().Select(name => name ?? "")] : null;

    /// <summary>Columns as a person reads them: their names, or their numbers from 0.</summary>
    internal static string Columns(this ValuePart part, IReadOnlyList<int> columns)
    {
        string[]? names = part.ColumnNames();
        string list = string.Join(", ", columns.Take(8).Select(column => names is not null && column < names.Length ? $"'{names[column]}'"
            : $"{column}"));
        return columns.Count > 8 ? $"{list} and {columns.Count - 8} more" : list;
    }
}
