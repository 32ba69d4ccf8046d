using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>The names of pandas' dtypes.</summary>
public static class PandasDType
{
    /// <summary>The text of a pickled dtype of pandas (<c>Int64</c>, <c>category</c>, <c>datetime64[ns, UTC]</c>...), or null where the
    /// value is none.</summary>
    public static string? TextOf(PyValue value)
    {
        if (PandasObject.Of(value) is not { Class: { } type } instance
            || !type.Name.EndsWith("Dtype", StringComparison.Ordinal) && type.Name != "DatetimeTZDtype")
        {
            return null;
        }

        using PandasNesting level = PandasNesting.Enter();
        switch (type.Name)
        {
            case "CategoricalDtype":
                return "category";
            case "StringDtype":
                return StringParts(value).MissingIsNaN ? "str" : "string";
            case "DatetimeTZDtype":
                return $"datetime64[{PandasObject.Attribute(instance, "unit")?.AsString() ?? "ns"}, "
                    + $"{ZonedTime.NameOf(PandasObject.Attribute(instance, "tz") ?? default)}]";
            case "PeriodDtype":
                return PeriodFrequency(value) is { } frequency ? $"period[{frequency.PeriodName}]" : "period";
            case "IntervalDtype":
                string? closed = PandasObject.Attribute(instance, "closed", "_closed")?.AsString();
                return PandasObject.Attribute(instance, "subtype", "_subtype") is { IsNone: false } inner
                    ? $"interval[{Any(inner)}{(closed is null ? "" : ", " + closed)}]" : "interval";
            case "SparseDtype":
                PyValue fill = PandasObject.Attribute(instance, "_fill_value", "fill_value") ?? default;
                return $"Sparse[{Any(PandasObject.Attribute(instance, "_dtype") ?? default)}, {PandasText.Of(fill)}]";
            case "ArrowDtype":
                return ArrowType.Read(PandasObject.Attribute(instance, "pyarrow_dtype") ?? default).Name + "[pyarrow]";
            case "BooleanDtype":
                return "boolean";
            default:
                return type.Name[..^"Dtype".Length];
        }

        static string Any(PyValue dtype) =>
            TextOf(dtype) ?? (DType.From(dtype) is { } plain ? NameOf(plain) : dtype.AsString() ?? dtype.ToString());
    }

    /// <summary>numpy's name of a dtype: <c>float64</c>, <c>object</c>, <c>datetime64[ns]</c>.</summary>
    internal static string NameOf(DType dtype) => dtype.Kind is 'S' or 'U' or 'V' ? dtype.Descriptor : dtype.Name;

    /// <summary>The nullable dtype over a numpy one: <c>Int64</c>, <c>UInt8</c>, <c>Float32</c>.</summary>
    internal static string Nullable(DType dtype) =>
        dtype.Kind == 'u' ? "UInt" + (dtype.ItemSize * 8) : char.ToUpperInvariant(dtype.Name[0]) + dtype.Name[1..];

    /// <summary>StringDtype(storage, na_value), or one with attributes.</summary>
    internal static (bool MissingIsNaN, string? Storage) StringParts(PyValue dtype)
    {
        if (PandasObject.Of(dtype) is not { } instance)
        {
            return (false, null);
        }

        PyTuple arguments = instance.Arguments;
        bool isNaN = arguments.Count > 1 && arguments[1].Kind == PyKind.Float;
        return (isNaN,
            (arguments.Count > 0 ? arguments[0].AsString() : null) ?? PandasObject.Attribute(instance, "storage", "_storage")?.AsString());
    }

    /// <summary>PeriodDtype('period[M]'), PeriodDtype(offset), or one with the attribute freq.</summary>
    internal static PandasOffset? PeriodFrequency(PyValue dtype)
    {
        if (PandasObject.Of(dtype) is not { } instance)
        {
            return null;
        }

        PyValue frequency = instance.Arguments.Count > 0 && instance.Arguments[0].Reference is not PyGlobal ? instance.Arguments[0]
            : PandasObject.Attribute(instance, "freq", "_freq") ?? default;
        return frequency.AsString() is { } text
            ? PandasOffset.Parse(text.StartsWith("period[", StringComparison.OrdinalIgnoreCase) && text[^1] == ']'
                ? text["period[".Length..^1] : text)
            : PandasOffset.From(frequency);
    }
}
