using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>pandas' frames, series, indexes and arrays, through the views over them.</summary>
internal sealed partial class ValueComparer
{
    private string? Frame(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (DataFrame.From(actual) is not { } frame)
        {
            return Unlike("a DataFrame", actual);
        }

        JsonElement[] columns = [.. expected.GetProperty("data").EnumerateArray()];
        if (columns.Length != frame.ColumnCount)
        {
            return $"expected {columns.Length} columns, loaded {frame.ColumnCount}";
        }

        if (expected.TryGetProperty("class", out JsonElement type) && !IsNamed(type.GetString()!, actual.As<PyObject>()!.Class!.FullName))
        {
            return Unlike("a " + type.GetString(), actual);
        }

        string? why = LabelsDiffer(expected.GetProperty("columns"), frame.Labels, path.Then(".columns"))
            ?? LabelsDiffer(expected.GetProperty("index"), frame.Index, path.Then(".index"))
            ?? AttrsDiffer(expected, frame.Attrs, path);
        for (int i = 0; why is null && i < columns.Length; i++)
        {
            why = ColumnDiffers(columns[i], frame.Columns[i], path.Then($".iloc[:, {i}]"));
        }

        return why;
    }

    private string? SeriesOf(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (Series.From(actual) is not { } series)
        {
            return Unlike("a Series", actual);
        }

        Push(expected.GetProperty("name"), series.Name, path.Then(".name"));
        return LabelsDiffer(expected.GetProperty("index"), series.Index, path.Then(".index")) ?? AttrsDiffer(expected, series.Attrs, path)
            ?? ColumnDiffers(expected.GetProperty("data"), series.Values, path.Then(".values"));
    }

    private string? AttrsDiffer(JsonElement expected, PyDict? attributes, ValuePath path) =>
        expected.TryGetProperty("attrs", out JsonElement attrs)
            ? attributes is null ? "it has no attrs" : One(attrs, attributes, path.Then(".attrs"))
            : attributes is null ? null : "it has attrs, which are not expected";

    private string? IndexOf(JsonElement expected, PyValue actual, ValuePath path) =>
        PandasIndex.From(actual) is { } index ? LabelsDiffer(expected, index, path) : Unlike("a pandas Index", actual);

    private string? LabelsDiffer(JsonElement expected, PandasIndex index, ValuePath path) =>
        Text(expected, "class") == index.ClassName ? LabelPartsDiffer(expected, index, path)
            : Text(expected, "class") == "Float64Index" && Numbers(index) is { } numbers ? LabelPartsDiffer(expected, numbers, path)
            : At(path, $"expected a {Text(expected, "class")}, loaded a {index.ClassName}");

    /// <summary>pandas up to 1 makes numbers of objects that are all numbers when it loads an index; Brine shows what the file
    /// has.</summary>
    private static PandasIndex? Numbers(PandasIndex index) =>
        index is { ClassName: "Index", Values: NumpyColumn { Values.DType.Kind: 'O' } objects } && objects.ToDoubles() is { } numbers
            ? index.WithValues(NDArray.Of(numbers)) : null;

    private string? LabelPartsDiffer(JsonElement expected, PandasIndex index, ValuePath path)
    {
        if (expected.TryGetProperty("levels", out JsonElement levels))
        {
            return MultiIndex(expected, levels, index, path);
        }

        if (index.Length != expected.GetProperty("len").GetInt32() || !IsDType(Text(expected, "dtype"), index.DTypeName))
        {
            return At(path,
                $"expected {expected.GetProperty("len")} labels of {Text(expected, "dtype")}, loaded {index.Length} of {index.DTypeName}");
        }

        Push(expected.GetProperty("name"), index.Name, path.Then(".name"));
        if (expected.TryGetProperty("range", out JsonElement range))
        {
            return index.Range is { } given
                && range.EnumerateArray().Select(part => part.GetInt64()).SequenceEqual([given.Start, given.Stop, given.Step]) ? null
                : At(path, $"expected the range {range}, loaded {index.Range}");
        }

        if (expected.TryGetProperty("freq", out JsonElement frequency) && !IsFrequency(frequency, index.Frequency))
        {
            return At(path, $"expected the frequency {frequency}, loaded {index.Frequency}");
        }

        return index.Values is null ? At(path, "it has no values")
            : ColumnDiffers(expected.GetProperty("values"), index.Values, path.Then(".values"));
    }

    private string? MultiIndex(JsonElement expected, JsonElement levels, PandasIndex index, ValuePath path)
    {
        JsonElement codes = expected.GetProperty("codes"), names = expected.GetProperty("names");
        if (index.Levels.Count != levels.GetArrayLength() || index.Codes.Count != codes.GetArrayLength())
        {
            return At(path, $"expected {levels.GetArrayLength()} levels, loaded {index.Levels.Count}");
        }

        for (int level = 0; level < index.Levels.Count; level++)
        {
            Push(codes[level], Wrap(index.Codes[level]), path.Then(".codes").At(level), hasIdentity: false);
            if (LabelsDiffer(levels[level], index.Levels[level], path.Then(".levels").At(level)) is { } why)
            {
                return why;
            }
        }

        return Items(names, index.Names, path.Then(".names"), hasIdentity: true);
    }

    private string? PandasArrayOf(JsonElement expected, PyValue actual, ValuePath path) =>
        PandasArray.From(actual) is { } array ? ColumnDiffers(expected, array, path) : Unlike("an array of pandas", actual);

    private string? ColumnDiffers(JsonElement expected, PandasArray actual, ValuePath path)
    {
        if (!expected.TryGetProperty("ext", out JsonElement ext))
        {
            // The indexes of pandas 0.19 show times in UTC and the numbers of periods.
            NDArray? plain = actual switch
            {
                NumpyColumn column => column.Values,
                DatetimeArray times when times.TimeZone.IsNone || times.ClassName == "DatetimeIndex" => times.Values,
                TimedeltaArray spans => spans.Values,
                PeriodArray { ClassName: "PeriodIndex" } periods => periods.Ordinals,
                _ => null,
            };
            return plain is null ? At(path, $"expected a numpy array, loaded a {actual.ClassName}")
                : At(path, Array(expected, Wrap(plain), path));
        }

        // pandas 1.2 keeps times in plain arrays, and shows them as arrays of its own.
        if (Text(expected, "class") is var type && type != actual.ClassName
            && !(actual is DatetimeArray or TimedeltaArray && actual.ClassName == "ndarray" && type == actual.GetType().Name))
        {
            return At(path, $"expected a {type}, loaded a {actual.ClassName}");
        }

        return IsDType(ext.GetString()!, actual.DTypeName) ? At(path, PartsDiffer(expected, actual, path))
            : At(path, $"expected {ext}, loaded {actual.DTypeName}");
    }

    private string? PartsDiffer(JsonElement expected, PandasArray actual, ValuePath path)
    {
        switch (actual)
        {
            case Categorical categories:
                Part("codes", categories.Codes);
                return Same(Text(expected, "ordered"), categories.IsOrdered ? "true" : "false")
                    ?? LabelsDiffer(expected.GetProperty("categories"), categories.Categories, path.Then(".categories"));
            case DatetimeArray times:
                Part("i8", AsInts(times.Values));
                return Same(Text(expected, "unit"), times.Unit) ?? Same(Text(expected, "tz"), times.ZoneName ?? "null");
            case TimedeltaArray spans:
                Part("i8", AsInts(spans.Values));
                return Same(Text(expected, "unit"), spans.Unit);
            case PeriodArray periods:
                Part("i8", periods.Ordinals);
                return Text(expected, "freq") is var name && name != periods.Frequency.FormerName ? Same(name, periods.Frequency.PeriodName)
                    : null;
            case IntervalArray intervals:
                return Same(Text(expected, "closed"), intervals.Closed)
                    ?? EndsDiffer(expected.GetProperty("left"), intervals.Left, path.Then(".left"))
                    ?? EndsDiffer(expected.GetProperty("right"), intervals.Right, path.Then(".right"));
            case SparseArray sparse:
                Part("sp_values", sparse.StoredValues);
                Part("sp_index", NDArray.Of(sparse.Places.ToArray()));
                Push(expected.GetProperty("fill_value"), sparse.FillValue, path.Then(".fill_value"), hasIdentity: false);
                return Same(Text(expected, "length"), $"{sparse.Length}")
                    ?? Same(Text(expected, "kind"), sparse.IsBlocked ? "block" : "integer");
            case NullableArray nullable:
                Part("data", nullable.Values);
                Part("mask", nullable.Mask);
                return null;
            case NumpyColumn plain:
                Part("data", plain.Values);
                return null;
            default:
                return ItemsDiffer(expected, actual, path);
        }

        void Part(string name, NDArray array) => Push(expected.GetProperty(name), Wrap(array), path.Then("." + name), hasIdentity: false);
    }

    private string? ItemsDiffer(JsonElement expected, PandasArray actual, ValuePath path)
    {
        (string missing, string storage, string arrow) = actual switch
        {
            ArrowArray { ClassName: "ArrowExtensionArray" } columns => ("<NA>", "pyarrow", columns.ArrowType),
            ArrowArray texts => (texts.MissingIsNaN ? "nan" : "<NA>", "pyarrow", ""),
            StringArray texts => (texts.MissingIsNaN ? "nan" : "<NA>", texts.Storage ?? "", ""),
            _ => throw new NotSupportedException($"there is no comparison for a {actual.ClassName} yet"),
        };
        return Same(Text(expected, "na"), missing) ?? Same(Text(expected, "storage"), storage) ?? Same(Text(expected, "arrow"), arrow)
            ?? Items(expected.GetProperty("items"), [.. Enumerable.Range(0, actual.Length).Select(i => actual[i])], path,
                hasIdentity: false);
    }

    /// <summary>The ends of intervals are an index in Python, whose class is a matter of the version that shows it.</summary>
    private string? EndsDiffer(JsonElement expected, PandasArray ends, ValuePath path)
    {
        if (Text(expected, "$") != "pandas.Index")
        {
            return ColumnDiffers(expected, ends, path);
        }

        string kind = ends is NumpyColumn { Values.DType.Kind: var letter }
            ? letter switch { 'f' => "Float64Index", 'i' => "Int64Index", 'u' => "UInt64Index", _ => "Index" }
            : ends.ClassName.Replace("Array", "Index", StringComparison.Ordinal);
        if (Text(expected, "class") is not "Index" and var type && type != kind)
        {
            return At(path, $"expected a {type}, loaded ends in a {kind}");
        }

        return expected.GetProperty("len").GetInt32() != ends.Length || expected.GetProperty("name").ValueKind != JsonValueKind.Null
            || !IsDType(Text(expected, "dtype"), ends.DTypeName)
            ? At(path, $"expected {Short(expected.GetRawText())}, loaded {ends.Length} of {ends.DTypeName}")
            : ColumnDiffers(expected.GetProperty("values"), ends, path);
    }

    private string? PandasScalar(string tag, JsonElement expected, PyValue actual, ValuePath path)
    {
        switch (tag)
        {
            case "pandas.Timestamp" when PandasTimestamp.From(actual) is { } time:
                Push(expected.GetProperty("value"), time.Value, path.Then(".value"));
                return Same(Text(expected, "unit"), time.Unit) ?? Same(Text(expected, "tz"), time.ZoneName ?? "null")
                    ?? Same(Text(expected, "fold"), time.IsFold ? "1" : "0") ?? Same(Text(expected, "iso"), time.ToIsoString());
            case "pandas.Timedelta" when PandasTimedelta.From(actual) is { } span:
                Push(expected.GetProperty("value"), span.Value, path.Then(".value"));
                return Same(Text(expected, "unit"), span.Unit) ?? Same(Text(expected, "iso"), span.ToString());
            case "pandas.Period" when PandasPeriod.From(actual) is { } period:
                return Same(Text(expected, "ordinal"), $"{period.Ordinal}") ?? Same(Text(expected, "v"), period.ToString())
                    ?? (Text(expected, "freq") == period.Frequency.FormerName ? null
                        : Same(Text(expected, "freq"), period.Frequency.PeriodName));
            case "pandas.Interval" when PandasInterval.From(actual) is { } interval:
                Push(expected.GetProperty("left"), interval.Left, path.Then(".left"));
                Push(expected.GetProperty("right"), interval.Right, path.Then(".right"));
                return Same(Text(expected, "closed"), interval.Closed);
            case "pandas.offset" when PandasOffset.From(actual) is { } offset:
                return Same(Text(expected, "class"), offset.ClassName) ?? Same(Text(expected, "n"), $"{offset.Count}")
                    ?? (IsFrequency(expected.GetProperty("freq"), offset) ? null : Same(Text(expected, "freq"), offset.Name));
            case "pandas.dtype" when PandasDType.TextOf(actual) is { } dtype:
                return Same(Text(expected, "v"), dtype);
            case "pandas.NaT" when PandasMissing.IsNaT(actual):
            case "pandas.NA" when PandasMissing.IsNA(actual):
                return null;
            default:
                return Unlike("a " + tag, actual);
        }
    }

    /// <summary>An interval's dtype says since pandas 1.3 on which side it is closed, and files from before know it just as well.</summary>
    private static bool IsDType(string expected, string actual) =>
        expected == actual
            || (expected.StartsWith("interval[", StringComparison.Ordinal) && !expected.Contains(',', StringComparison.Ordinal)
                && actual.StartsWith(expected[..^1] + ",", StringComparison.Ordinal));

    /// <summary>pandas 2.2 renamed the steps of its calendar.</summary>
    private static bool IsFrequency(JsonElement expected, PandasOffset? offset) =>
        expected.ValueKind == JsonValueKind.Null ? offset is null
            : offset is not null
                && (expected.GetString() == offset.Name || expected.GetString() == offset.FormerName
                    || expected.GetString() == offset.PeriodName);

    private static NDArray AsInts(NDArray times) => NDArray.OverBytes(DType.Int64, times.Shape, times.ToContiguous());

    /// <summary>Notes where in the value the difference is that a view found.</summary>
    private string? At(ValuePath path, string? why)
    {
        _place ??= why is null ? null : path;
        return why;
    }

    private static PyObject Wrap(NDArray array) => new(new PyGlobal("numpy", "ndarray"), PyTuple.Empty) { View = array };
}
