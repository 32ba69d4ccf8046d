using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Reads pandas' own arrays in every form that its versions gave them: a dict of attributes, or the state of Cython's
/// classes.</summary>
internal static class PandasArrayReader
{
    /// <returns>The array, or null where the class is none that is known.</returns>
    internal static PandasArray? Read(PyObject instance, int row)
    {
        string name = instance.Class!.Name;
        switch (name)
        {
            case "Categorical":
                return ReadCategorical(instance, row);
            case "DatetimeArray":
            {
                (PyValue dtype, PyValue values) = PandasObject.Backed(instance)
                    ?? (PandasObject.Attribute(instance, "_dtype") ?? default,
                        PandasObject.Attribute(instance, "_data", "_ndarray") ?? default);
                PyValue zone = PandasObject.Of(dtype) is { } zoned ? PandasObject.Attribute(zoned, "tz") ?? default : default;
                return new DatetimeArray(PandasObject.Array(values, row, "a column of times"), zone, Frequency(instance), name);
            }

            case "TimedeltaArray":
                return new TimedeltaArray(
                    PandasObject.Array(PandasObject.Backed(instance)?.Values ?? PandasObject.Attribute(instance, "_data", "_ndarray"), row,
                        "a column of spans"), Frequency(instance), name);
            case "PeriodArray":
                return ReadPeriods(instance, row);
            case "IntervalArray":
                return ReadIntervals(PandasObject.Attribute(instance, "_left") ?? default,
                    PandasObject.Attribute(instance, "_right") ?? default, Closed(instance), name);
            case "SparseArray":
                return ReadSparse(instance);
            case "IntegerArray" or "FloatingArray" or "BooleanArray":
                return new NullableArray(PandasObject.Array(PandasObject.Attribute(instance, "_data"), 0, "a nullable column"),
                    PandasObject.Array(PandasObject.Attribute(instance, "_mask"), 0, "the mask of a nullable column"), name);
            case "StringArray" or "StringArrayNumpySemantics":
            {
                (PyValue dtype, PyValue values) = PandasObject.Backed(instance)
                    ?? (PandasObject.Attribute(instance, "_dtype") ?? default, PandasObject.Attribute(instance, "_ndarray") ?? default);
                (bool missingIsNaN, string? storage) = PandasDType.StringParts(dtype);
                return new StringArray(PandasObject.Array(values, row, "a column of text"), PandasDType.TextOf(dtype) ?? "string", storage,
                    missingIsNaN, name);
            }

            case "ArrowStringArray" or "ArrowStringArrayNumpySemantics" or "ArrowExtensionArray":
            {
                ArrowChunk[] chunks = ArrowChunk.Read(PandasObject.Attribute(instance, "_pa_array", "_data") ?? default);
                PyValue dtype = PandasObject.Attribute(instance, "_dtype") ?? default;
                string? named = name == "ArrowExtensionArray" ? null : PandasDType.TextOf(dtype) ?? "string";
                return new ArrowArray(chunks, named ?? (chunks.Length > 0 ? chunks[0].Type.Name : "null") + "[pyarrow]",
                    PandasDType.StringParts(dtype).MissingIsNaN, name);
            }

            case "PandasArray" or "NumpyExtensionArray":
                return new NumpyColumn(
                    PandasObject.Array(PandasObject.Backed(instance)?.Values ?? PandasObject.Attribute(instance, "_ndarray"), row,
                        "a column"), name);
            default:
                return null;
        }
    }

    internal static IntervalArray ReadIntervals(PyValue left, PyValue right, string closed, string className) =>
        new(Ends(left, "left"), Ends(right, "right"), closed, className);

    /// <summary>pandas makes no intervals of intervals.</summary>
    private static PandasArray Ends(PyValue values, string side) =>
        PandasArray.From(values) is { } ends and not IntervalArray ? ends : throw PandasObject.Bad($"intervals have no {side} ends");

    private static Categorical ReadCategorical(PyObject instance, int row)
    {
        (PyValue dtype, PyValue codes) = PandasObject.Backed(instance)
            ?? (PandasObject.Attribute(instance, "_dtype") ?? default, PandasObject.Attribute(instance, "_codes") ?? default);
        PyValue categories, ordered;
        if (PandasObject.Of(dtype) is { } described)
        {
            categories = PandasObject.Attribute(described, "categories") ?? default;
            ordered = PandasObject.Attribute(described, "ordered", "_ordered") ?? default;
        }
        else
        {
            categories = PandasObject.Attribute(instance, "_categories") ?? default;
            ordered = PandasObject.Attribute(instance, "_ordered", "ordered") ?? default;
        }

        return new Categorical(
            PandasObject.Array(codes, row, "the codes of a Categorical"),
            PandasIndex.From(categories) ?? throw PandasObject.Bad("a Categorical has no categories"),
            ordered.TryGetBool(out bool isOrdered) && isOrdered,
            instance.Class!.Name);
    }

    private static PeriodArray ReadPeriods(PyObject instance, int row)
    {
        (PyValue dtype, PyValue values) = PandasObject.Backed(instance)
            ?? (PandasObject.Attribute(instance, "_dtype") ?? default, PandasObject.Attribute(instance, "_data", "_ndarray") ?? default);
        PandasOffset frequency = PandasDType.PeriodFrequency(dtype)
            ?? throw PandasObject.Bad("a column of periods does not say how long they are");
        return new PeriodArray(PandasObject.Array(values, row, "a column of periods"), frequency, instance.Class!.Name);
    }

    private static string Closed(PyObject instance) =>
        PandasObject.Attribute(instance, "_closed", "closed")?.AsString()
        ?? (PandasObject.Of(PandasObject.Attribute(instance, "_dtype") ?? default) is { } dtype
            ? PandasObject.Attribute(dtype, "closed", "_closed")?.AsString() : null) ?? "right";

    private static PandasOffset? Frequency(PyObject instance) =>
        PandasObject.Attribute(instance, "_freq", "freq") is { } value ? PandasOffset.From(value) : null;

    /// <summary>IntIndex(length, places), or BlockIndex(length, where runs begin, how long they are).</summary>
    private static SparseArray ReadSparse(PyObject instance)
    {
        NDArray values = PandasObject.Array(PandasObject.Attribute(instance, "_sparse_values"), 0, "the values of a sparse column");
        PyObject? index = PandasObject.Of(PandasObject.Attribute(instance, "_sparse_index") ?? default);
        if (index is not { Arguments.Count: 2 or 3 } || !index.Arguments[0].TryGetInt64(out long length) || length is < 0 or > int.MaxValue)
        {
            throw PandasObject.Bad("a sparse column has no index");
        }

        long[] starts = PandasObject.Array(index.Arguments[1], 0, "the index of a sparse column").ToInt64s();
        bool isBlocked = index.Arguments.Count == 3;
        long[] lengths = isBlocked ? PandasObject.Array(index.Arguments[2], 0, "the index of a sparse column").ToInt64s() : [];
        var places = new List<int>(values.Length);
        for (int i = 0; i < starts.Length; i++)
        {
            long run = isBlocked ? i < lengths.Length ? lengths[i] : -1 : 1;
            if (starts[i] < 0 || run < 0 || places.Count + run > values.Length || starts[i] + run > length)
            {
                throw PandasObject.Bad("the index of a sparse column does not fit its values");
            }

            for (int k = 0; k < run; k++)
            {
                places.Add((int)starts[i] + k);
            }
        }

        PyValue fill = PandasObject.Of(PandasObject.Attribute(instance, "_dtype") ?? default) is { } dtype
            ? PandasObject.Attribute(dtype, "_fill_value", "fill_value") ?? default : default;
        fill = NDArray.From(fill) is { IsScalar: true } boxed ? boxed[0] : fill;
        return new SparseArray(values, [.. places], (int)length, fill, isBlocked, instance.Class!.Name);
    }
}
