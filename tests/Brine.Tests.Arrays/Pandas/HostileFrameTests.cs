using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Arrays.Pandas;

/// <summary>Pickles that claim to be of pandas and are made to break the reader.</summary>
public class HostileFrameTests
{
    private static PyObject New(string module, string name, PyValue state) =>
        new(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject) { State = state };

    private static PyObject Index(PyValue data, string name = "Index") =>
        new(new PyGlobal("pandas.core.indexes.base", "_new_Index"),
            new PyTuple(new PyGlobal("pandas.core.indexes.base", name), new PyDict { ["data"] = data, ["name"] = default }));

    private static PyObject Range(long stop) =>
        new(new PyGlobal("pandas.core.indexes.base", "_new_Index"),
            new PyTuple(new PyGlobal("pandas.core.indexes.range", "RangeIndex"),
                new PyDict { ["start"] = 0, ["stop"] = stop, ["step"] = 1, ["name"] = default }));

    private static PyObject Frame(PyValue labels, PyValue index, params PyValue[] blocks)
    {
        var manager = new PyObject(new PyGlobal("pandas.core.internals.managers", "BlockManager"),
            new PyTuple(new PyTuple(blocks), new PyList { labels, index }));
        return New("pandas.core.frame", "DataFrame", new PyDict { ["_mgr"] = manager, ["_typ"] = "dataframe" });
    }

    private static PyObject Block(PyValue values, int start, int stop, int step = 1) =>
        new(new PyGlobal("pandas._libs.internals", "_unpickle_block"),
            new PyTuple(values, new PyObject(new PyGlobal("builtins", "slice"), new PyTuple(start, stop, step)), 2));

    private static PyObject Names(params string[] names) =>
        Index(NDArray.OfObjects([names.Length], [.. names.Select(name => (PyValue)name)]).ToPickle());

    private static PyObject Numbers(params double[] values) => NDArray.Of(values, 1, values.Length).ToPickle();

    [Fact]
    public void FrameOfTheseHelpersIsRead() =>
        Assert.Equal([1, 2], DataFrame.From(Frame(Names("a"), Range(2), Block(Numbers(1, 2), 0, 1)))!["a"].ToDoubles()!);

    [Fact]
    public void BrokenFramesAreRefusedByCode()
    {
        PyObject[] frames =
        [
            Frame(Names("a"), Range(3), Block(Numbers(1, 2), 0, 1)),
            Frame(Names("a", "b"), Range(2), Block(Numbers(1, 2), 0, 1)),
            Frame(Names("a"), Range(2), Block(Numbers(1, 2), 1, 2)),
            Frame(Names("a"), Range(2), Block(Numbers(1, 2), 0, 1), Block(Numbers(1, 2), 0, 1)),
            Frame(Names("a"), Range(2), Block(Numbers(1, 2), -5, 1)),
            Frame(Range(2_000_000_000), Range(2), Block(Numbers(1, 2), 0, 1)),
            Frame(Range(9_000_000), Range(2), Block(Numbers(1, 2), 0, 2_000_000_000)),
            Frame(Names("a"), Range(long.MaxValue), Block(Numbers(1, 2), 0, 1)),
            Frame(Names("a"), Range(2), Block("text", 0, 1)),
            Frame(Names("a"), "no index", Block(Numbers(1, 2), 0, 1)),
            Frame(Index("text"), Range(2), Block(Numbers(1, 2), 0, 1)),
        ];
        Assert.All(frames, frame => Assert.Equal("FormatFrame", Assert.Throws<PickleFormatException>(() => DataFrame.From(frame)).Code));
    }

    [Fact]
    public void BrokenArraysAreRefusedByCode()
    {
        PyObject bytes = NDArray.Of([(sbyte)0, (sbyte)9]).ToPickle();
        PyObject arrow = new(new PyGlobal("pyarrow.lib", "_restore_array"), new PyTuple(new PyTuple(
            new PyObject(new PyGlobal("pyarrow.lib", "type_for_alias"), new PyTuple("large_string")), 1, 0, 0,
            new PyList { default, new PyBytes((byte[])[.. BitConverter.GetBytes(0L), .. BitConverter.GetBytes(99L)]),
                new PyBytes("abc"u8.ToArray()) })));
        PyObject[] arrays =
        [
            New("pandas.core.arrays.categorical", "Categorical",
                new PyDict { ["_codes"] = bytes, ["_categories"] = Names("a", "b"), ["_ordered"] = false }),
            New("pandas.core.arrays.categorical", "Categorical", new PyDict { ["_codes"] = bytes }),
            New("pandas.core.arrays.integer", "IntegerArray", new PyDict { ["_data"] = bytes, ["_mask"] = NDArray.Of([true]).ToPickle() }),
            New("pandas.core.arrays.datetimes", "DatetimeArray", new PyDict { ["_data"] = bytes, ["_dtype"] = default }),
            New("pandas.core.arrays.period", "PeriodArray", new PyDict { ["_data"] = bytes }),
            New("pandas.arrays", "ArrowStringArray", new PyDict { ["_pa_array"] = arrow }),
            New("pandas.arrays", "ArrowStringArray", new PyDict { ["_pa_array"] = 5 }),
            New("pandas.core.arrays.sparse.array", "SparseArray", new PyDict
            {
                ["_sparse_values"] = bytes,
                ["_sparse_index"] = new PyObject(new PyGlobal("pandas._libs.sparse", "BlockIndex"),
                    new PyTuple(4, NDArray.Of([1]).ToPickle(), NDArray.Of([2_000_000_000]).ToPickle())),
            }),
        ];
        Assert.All(arrays, array => Assert.Equal("FormatFrame", Assert.Throws<PickleFormatException>(() => PandasArray.From(array)).Code));
    }

    [Fact]
    public void IndexesInIndexesEndWithALimit()
    {
        PyValue index = Names("a");
        for (int depth = 0; depth < 100_000; depth++)
        {
            index = Index(index);
        }

        Assert.Equal("LimitDepth", Assert.Throws<PickleLimitException>(() => PandasIndex.From(index)).Code);
        Assert.Equal("a", PandasIndex.From(Names("a"))!.TextAt(0));
    }

    [Fact]
    public void IntervalsOfIntervalsAreNone()
    {
        PyValue interval = 0;
        for (int depth = 0; depth < 100_000; depth++)
        {
            interval = new PandasInterval(interval, 1, "left").ToPickle();
        }

        Assert.Null(PandasInterval.From(interval));
        Assert.True(PandasArray.TextOf(interval).Length < 2000);
    }

    [Fact]
    public void WhatIsOfAnotherLibraryIsNone()
    {
        PyObject other = New("polars", "DataFrame", new PyDict { ["_typ"] = "series" });
        Assert.Null(DataFrame.From(other));
        Assert.Null(Series.From(other));
        Assert.Null(PandasArray.From(other));
        Assert.Null(PandasIndex.From(other));
        Assert.Null(ScipySparse.From(other));
        Assert.Null(MaskedArray.From(other));
    }
}
