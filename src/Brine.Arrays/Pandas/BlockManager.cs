using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Holds the data of frames and series: blocks of columns of one dtype, and the axes.</summary>
internal sealed class BlockManager
{
    private const int MostColumns = 10_000_000;

    private BlockManager(IReadOnlyList<PandasIndex> axes, PandasArray[] columns)
    {
        Axes = axes;
        Columns = columns;
    }

    /// <summary>Columns first, then rows; a series has rows only.</summary>
    internal IReadOnlyList<PandasIndex> Axes { get; }

    internal PandasArray[] Columns { get; }

    /// <summary>The blocks of a frame or series, which their state names so in <c>_typ</c>; null where the object is neither.</summary>
    internal static BlockManager? Of(PyObject instance, string kind)
    {
        if (PandasObject.Attribute(instance, "_typ")?.AsString() != kind
            || PandasObject.Of(PandasObject.Attribute(instance, "_mgr", "_data") ?? default) is not { } manager)
        {
            return null;
        }

        // BlockManager((block, ...), [axis, ...]) since 1.3; for a series, and before, the state ([axis], [values], [labels], {'0.14.1':
        // {...}}).
        if (manager.Arguments.Count >= 2 && manager.Arguments[0].As<PyTuple>() is { } blocks
            && manager.Arguments[1].Reference is IReadOnlyList<PyValue> axes)
        {
            return Read(axes, [.. blocks.Select(Block)]);
        }

        if (manager.State.As<PyTuple>() is not { Count: >= 4 } state || state[3].As<PyDict>() is not { } versions
            || !versions.TryGetValue("0.14.1", out PyValue version)
            || version.As<PyDict>() is not { } parts || !parts.TryGetValue("axes", out PyValue axisList)
            || !parts.TryGetValue("blocks", out PyValue blockList)
            || axisList.Reference is not IReadOnlyList<PyValue> oldAxes || blockList.Reference is not IReadOnlyList<PyValue> oldBlocks)
        {
            throw PandasObject.Bad("its blocks are in no form of pandas 0.14 or later");
        }

        return Read(oldAxes,
            [.. oldBlocks.Select(
                block => block.As<PyDict>() is { } fields && fields.TryGetValue("values", out PyValue values)
                    && fields.TryGetValue("mgr_locs", out PyValue places)
            ? (values, places) : throw PandasObject.Bad("a block has no values"))]);
    }

    internal static PyDict? AttrsOf(PyObject instance) =>
        PandasObject.Attribute(instance, "attrs")?.As<PyDict>() is { Count: > 0 } attributes ? attributes : null;

    /// <summary>_unpickle_block(values, where its columns stand, dimensions); pandas 1.3 has partial(new_block, ndim=2)(values, where) for
    /// it.</summary>
    private static (PyValue Values, PyValue Places) Block(PyValue block) =>
        block.As<PyObject>() is { Arguments: { Count: >= 2 } arguments } instance
            && (instance.Function
                ?? PyObject.NameOf(PyPartial.From(instance.Callable)?.Function ?? default))
                is { Name: "_unpickle_block" or "new_block" or "make_block" } maker && PandasObject.IsPandas(maker)
            ? (arguments[0], arguments[1]) : throw PandasObject.Bad("a block is none that pandas pickles");

    private static BlockManager Read(IReadOnlyList<PyValue> axisValues, (PyValue Values, PyValue Places)[] blocks)
    {
        PandasIndex[] axes = [.. axisValues.Select(axis => PandasIndex.From(axis) ?? throw PandasObject.Bad("an axis is not an index"))];
        if (axes.Length is < 1 or > 2)
        {
            throw PandasObject.Bad($"it has {axes.Length} axes");
        }

        int count = axes.Length == 1 ? 1
            : axes[0].Length <= MostColumns ? axes[0].Length : throw PandasObject.Bad($"it has {axes[0].Length} columns");
        var placed = new Dictionary<int, PandasArray>();
        foreach ((PyValue values, PyValue places) in blocks)
        {
            int row = 0;
            foreach (int place in axes.Length == 1 ? [0] : Places(places, count))
            {
                PandasArray column = PandasArray.From(values, row++)
                    ?? throw PandasObject.Bad($"a block holds a {values.As<PyObject>()?.Class?.FullName ?? values.Kind.ToString()}");
                if (!placed.TryAdd(place, column) || column.Length != axes[^1].Length)
                {
                    throw PandasObject.Bad($"column {place} has {column.Length} values for {axes[^1].Length} rows, or stands there twice");
                }
            }
        }

        // Columns without a block cannot be: an announced million of them costs nothing before that is found.
        return placed.Count == count ? new BlockManager(axes, [.. Enumerable.Range(0, count).Select(i => placed[i])])
            : throw PandasObject.Bad($"it has {count} columns and blocks for {placed.Count}");
    }

    /// <summary>A slice, or an array of ints.</summary>
    private static IEnumerable<int> Places(PyValue places, int count)
    {
        if (PySlice.From(places) is { } slice)
        {
            // range().indices: a step back from the front stops at None.
            long step = slice.Step.TryGetInt64(out long given) && given != 0 ? given : 1;
            long start = slice.Start.TryGetInt64(out long first) ? first : step > 0 ? 0 : count - 1;
            long stop = slice.Stop.TryGetInt64(out long last) ? last : step > 0 ? count : -1;
            for (long at = start; step > 0 ? at < stop : at > stop; at += step)
            {
                yield return at >= 0 && at < count ? (int)at : throw PandasObject.Bad($"a block has a column at {at} of {count}");
            }

            yield break;
        }

        long[] numbers = NDArray.From(places) is { Rank: 1, DType.Kind: 'i' } array ? array.ToInt64s()
            : throw PandasObject.Bad("a block does not say where its columns stand");
        foreach (long at in numbers)
        {
            yield return at >= 0 && at < count ? (int)at : throw PandasObject.Bad($"a block has a column at {at} of {count}");
        }
    }
}
