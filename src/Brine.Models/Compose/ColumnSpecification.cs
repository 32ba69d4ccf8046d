using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the ways in which Python names columns: numbers, negative ones too, names, slices of either, masks, one or
/// many.</summary>
internal static class ColumnSpecification
{
    /// <summary>Reads the columns, or null where they are given in a way that is not known: by a function.</summary>
    /// <param name="value">A number, a name, a slice, a list or an array.</param>
    /// <param name="names">The names of all columns, where they have any.</param>
    /// <param name="count">How many columns there are, where that is known.</param>
    /// <exception cref="PickleFormatException">A number is out of range.</exception>
    internal static ColumnSelection? Read(PyValue value, IReadOnlyList<string>? names, int? count)
    {
        if (value.AsString() is { } name)
        {
            return ByNames([name], names);
        }

        if (value.As<PyObject>() is { } instance)
        {
            if (instance.Class is { Module: "builtins", Name: "slice" } && instance.Arguments.Count == 3)
            {
                return Slice(instance.Arguments, names, count);
            }

            // _RemainderColsList of 1.5 and 1.6 is a list with a warning attached.
            if (instance.Class is { Name: "_RemainderColsList" } && instance.TryGetAttribute("data", out PyValue data))
            {
                value = data;
            }
        }

        if (TextsOf(value) is { } texts)
        {
            return ByNames(texts, names);
        }

        PyValue[]? items = ItemsOf(value);
        return items is null ? null
            : items.Length > 0 && items.All(item => item.Kind == PyKind.Bool) ? Mask(items, count)
            : Indices(items, count);
    }

    /// <summary>True for a name, names, and a slice of names.</summary>
    internal static bool IsByName(PyValue value) =>
        value.AsString() is not null || TextsOf(value) is not null
        || (value.As<PyObject>() is { } instance
            && ((instance.Callable.As<PyGlobal>() is { Module: "builtins", Name: "slice" }
                && instance.Arguments.Any(bound => bound.AsString() is not null))
                || (instance.Class is { Name: "_RemainderColsList" } && instance.TryGetAttribute("data", out PyValue data)
                    && TextsOf(data) is not null)));

    /// <summary>The texts of a list, a tuple, an array or a pandas Index of at least one text; null for everything else.</summary>
    internal static IReadOnlyList<string>? TextsOf(PyValue value)
    {
        if (value.As<PyObject>() is { Arguments: { Count: 2 } arguments } index && index.Callable.As<PyGlobal>() is { Name: "_new_Index" }
            && arguments[1].As<PyDict>() is { } parts && parts.TryGetValue("data", out PyValue data))
        {
            value = data;
        }

        PyValue[]? items = ItemsOf(value);
        return items is { Length: > 0 } && items.All(item => item.AsString() is not null) ? [.. items.Select(item => item.AsString()!)]
            : null;
    }

    private static PyValue[]? ItemsOf(PyValue value) =>
        value.As<PyList>() is { } list ? [.. list]
        : value.As<PyTuple>() is { } tuple ? [.. tuple]
        : NDArray.From(value) is { Rank: <= 1 } array ? [.. array.Elements()]
        : value.Kind == PyKind.Int ? [value]
        : null;

    private static ColumnSelection ByNames(IReadOnlyList<string> wanted, IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return ColumnSelection.Called(wanted);
        }

        var indices = new int[wanted.Count];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = IndexOf(names, wanted[i]);
        }

        return ColumnSelection.At(indices);
    }

    private static ColumnSelection Mask(PyValue[] items, int? count) => count is { } all && items.Length != all
        ? throw Bad($"a mask of {items.Length} columns stands for {all}")
        : ColumnSelection.At([.. Enumerable.Range(0, items.Length).Where(index => items[index] == PyValue.True)]);

    private static ColumnSelection? Indices(PyValue[] items, int? count)
    {
        var indices = new int[items.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            PyValue item = NDArray.From(items[i]) is { IsScalar: true } scalar ? scalar[0] : items[i];
            if (!item.TryGetInt64(out long index))
            {
                return null;
            }

            if (index < 0 && count is null)
            {
                return null;
            }

            long place = index < 0 ? index + count!.Value : index;
            indices[i] = place >= 0 && place < (count ?? int.MaxValue) ? (int)place : throw Bad($"it asks for column {index} of {count}");
        }

        return ColumnSelection.At(indices);
    }

    /// <summary>A slice of numbers ends before its end, a slice of names ends with it, as pandas has it.</summary>
    private static ColumnSelection? Slice(PyTuple bounds, IReadOnlyList<string>? names, int? count)
    {
        long step = 1;
        if (count is not { } all
            || !(bounds[2].IsNone || (bounds[2].TryGetInt64(out step) && step is not 0 and > int.MinValue and < int.MaxValue)))
        {
            return null;
        }

        bool backwards = step < 0;
        if (!Bound(bounds[0], names, backwards ? all - 1 : 0, isEnd: false, out long start)
            || !Bound(bounds[1], names, backwards ? -1 - all : all, isEnd: true, out long stop))
        {
            return null;
        }

        start = Math.Clamp(start < 0 ? start + all : start, backwards ? -1 : 0, backwards ? all - 1 : all);
        stop = Math.Clamp(stop < 0 ? stop + all : stop, backwards ? -1 : 0, backwards ? all - 1 : all);
        var indices = new List<int>();
        for (long at = start; backwards ? at > stop : at < stop; at += step)
        {
            indices.Add((int)at);
        }

        return ColumnSelection.At([.. indices]);
    }

    private static bool Bound(PyValue value, IReadOnlyList<string>? names, long missing, bool isEnd, out long bound)
    {
        bound = missing;
        if (value.IsNone || value.TryGetInt64(out bound))
        {
            bound = value.IsNone ? missing : bound;
            return true;
        }

        if (value.AsString() is not { } name || names is null)
        {
            return false;
        }

        bound = IndexOf(names, name) + (isEnd ? 1 : 0);
        return true;
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        throw Bad($"it asks for column '{name}', which was not there in training");
    }

    private static PickleFormatException Bad(string what) => new("FormatModel", $"a ColumnTransformer is corrupt: {what}");
}
