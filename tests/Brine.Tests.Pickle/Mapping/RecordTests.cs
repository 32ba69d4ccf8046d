using System.Globalization;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Mapping;

/// <summary>What Python users keep in records loads as plain .NET values, and is of the same kind when it is written again.</summary>
[Trait("Stage", "Python")]
public sealed class RecordTests
{
    private const string Write = """
        import pickle, sys
        sys.path.insert(0, sys.argv[1])
        import records
        for name, make in records.VALUES.items():
            for protocol in range(6):
                open(f"{sys.argv[2]}/{name}-{protocol}.pkl", "wb").write(pickle.dumps(make(), protocol))
        """;

    private const string Compare = """
        import os, pickle, sys
        sys.path.insert(0, sys.argv[1])
        import records
        count = 0
        for file in sorted(os.listdir(sys.argv[2])):
            wrong = records.same(records.VALUES[file.split("-")[0]](), pickle.load(open(os.path.join(sys.argv[2], file), "rb")))
            if wrong: print(file, wrong)
            count += 1
        print(count)
        """;

    [Fact]
    public void RecordsWithNumpyAndPandasAndCollectionsGoBothWays()
    {
        Python.Require();
        string twins = Repo.File("tests", "Brine.Tests.Pickle", "Mapping");
        using TemporaryFolder read = new(), rewritten = new();
        Python.Run(Write, twins, read.Path);
        for (int protocol = 0; protocol <= 5; protocol++)
        {
            var options = new SaveOptions { Protocol = protocol };
            Records.Scalars scalars = Pickle.Load<Records.Scalars>(File("scalars"));
            Assert.Equal((1.5, 0.1f, -7, (byte)200, true, "t"),
                (scalars.Real, scalars.Single, scalars.Whole, scalars.Unsigned, scalars.Flag, scalars.Text));
            Assert.Equal([0.1, 0.2], scalars.Reals);
            Assert.Equal("one", scalars.ByNumber[1]);
            Assert.Equal((1, "x"), scalars.Pairs[0]);
            Pickle.Dump(scalars, Out("scalars"), options);

            Records.Arrays arrays = Pickle.Load<Records.Arrays>(File("arrays"));
            Assert.Equal([0.1, 0.2], arrays.Reals);
            Assert.Equal([1.5, 2.5], arrays.RealList);
            Assert.Equal([1L, 2, 3], arrays.Wholes);
            Assert.Equal(["a", "bc"], arrays.Texts);
            Assert.Equal(new[,] { { 1.0, 2 }, { 3, 4 } }, arrays.Grid);
            Assert.Equal(new[,] { { 1.0, 2, 3 }, { 4, 5, 6 } }, arrays.Rows);
            Assert.Equal(arrays.Rows, arrays.Fortran);
            Assert.Equal([new DateTime(2024, 2, 29, 12, 0, 0, 500), new DateTime(1999, 12, 31)], arrays.Times);
            Pickle.Dump(arrays, Out("arrays"), options);

            Records.Times times = Pickle.Load<Records.Times>(File("times"));
            Assert.Equal(new DateTime(2024, 2, 29, 12, 30, 0).AddTicks(1_234_567), times.Naive);
            Assert.Equal((new DateTime(2024, 2, 29, 12, 30, 0, DateTimeKind.Utc), DateTimeKind.Utc), (times.Utc, times.Utc.Kind));
            Assert.True(new DateTimeOffset(2024, 7, 1, 12, 30, 0, TimeSpan.FromHours(2)).EqualsExact(times.Aware));
            Assert.Equal(TimeSpan.FromDays(-1) + TimeSpan.FromSeconds(5) + TimeSpan.FromMicroseconds(7), times.Span);
            Assert.Equal((new DateTime(2024, 2, 29, 12, 30, 0, 250), new DateTime(1969, 7, 20), TimeSpan.FromMinutes(90)),
                (times.Moment, times.Day, times.Length));
            Assert.Equal((null, null, null), (times.Never, times.None, times.Number));
            Pickle.Dump(times, Out("times"), options);

            Records.Collections collections = Pickle.Load<Records.Collections>(File("collections"));
            Assert.Equal([1, 2, 3], collections.Line);
            Assert.Equal([1, 2, 3], collections.Row);
            Assert.Equal(2, collections.Counts["a"]);
            Assert.Equal(["b", "a"], collections.Ordered.Keys);
            Assert.Same(collections.Ordered, collections.OrderedToo);
            Assert.Equal(3, collections.Stack.Peek());
            Assert.Equal(1, collections.Queue.Peek());
            Assert.Equal(2, collections.ImmutableStack.Peek());
            Assert.Equal([1, 3], collections.SortedSet);
            Pickle.Dump(collections, Out("collections"), options);

            Records.Enums enums = Pickle.Load<Records.Enums>(File("enums"));
            Assert.Equal((2, "dark", Records.Planet.Mars), (enums.Level, enums.Shade, enums.Planet));
            Assert.Equal(1, enums.ByShade["light"]);
            Pickle.Dump(enums, Out("enums"), options);

            string File(string name) => read[$"{name}-{protocol}.pkl"];
            string Out(string name) => rewritten[$"{name}-{protocol}.pkl"];
        }

        Assert.Equal("30", Python.Run(Compare, twins, rewritten.Path));
    }

    [Fact]
    public void AChangedNumpyScalarStaysOneOfADtypeThatHoldsIt()
    {
        PyValue single = Scalar(0.5f), small = Scalar((sbyte)3);
        Records.Scalars record = Record(("single", single), ("whole", small), ("real", single), ("plain", 1.0)).To<Records.Scalars>();
        record.Single = 0.25f;
        record.Whole = 1000;
        record.Real = 0.1;
        record.Plain = 2;
        PyValue written = Pickle.ToPython(record);
        Assert.Equal(("float32", "0.25"), Kind(written["single"]));
        Assert.Equal(("int64", "1000"), Kind(written["whole"]));
        Assert.Equal(("float64", "0.1"), Kind(written["real"]));
        Assert.Equal(PyKind.Float, written["plain"].Kind);

        static (string, string) Kind(PyValue value) => (NDArray.From(value)!.DType.Name, NDArray.From(value)![0].ToString());
    }

    [Fact]
    public void AnArrayThatWasReadIsAnArrayAgainAndTakesWhatItsDtypeCannotHold()
    {
        PyValue array = Array(new float[] { 0.5f, 1 });
        Records.Arrays record = Record(("reals", array), ("real_list", Array(new[] { 1.0 }))).To<Records.Arrays>();
        Assert.Same(array.Reference, Pickle.ToPython(record)["reals"].Reference);
        record.Reals[0] = 0.25;
        record.RealList.Add(0.1);
        NDArray written = NDArray.From(Pickle.ToPython(record)["reals"])!;
        Assert.Equal(("float32", "0.25"), (written.DType.Name, written[0].ToString()));
        record.Reals[0] = 0.1;
        Assert.Equal("float64", NDArray.From(Pickle.ToPython(record)["reals"])!.DType.Name);
        Assert.Equal([1.0, 0.1], NDArray.From(Pickle.ToPython(record)["real_list"])!.ToDoubles());
    }

    [Fact]
    public void WhatNumpyArraysWritesIsReadAgain()
    {
        var options = new SaveOptions { Mapping = new MappingOptions { NumpyArrays = true } };
        var record = new Records.Arrays { Reals = [1.5, double.NaN], Wholes = [1L << 60], Grid = new[,] { { 1.0 }, { 2 } }, Empty = [3] };
        PyValue written = Pickle.ToPython(record, options);
        Assert.NotNull(NDArray.From(written["grid"]));
        Records.Arrays read = Pickle.Loads<Records.Arrays>(Pickle.Dumps(record, options));
        Assert.Equal(record.Reals, read.Reals);
        Assert.Equal(record.Wholes, read.Wholes);
        Assert.Equal(record.Grid, read.Grid);
        Assert.Equal(record.Empty, read.Empty);
    }

    [Fact]
    public void WhatDoesNotFitAnArrayOrATimeIsRefused()
    {
        Assert.Equal("CannotMapType", Refused<Records.Arrays>(("empty", Array(new[] { 1.5 }))));
        Assert.Equal("CannotMapType",
            Refused<Records.Arrays>(("texts", NDArray.OverBytes(DType.Text(0), [int.MaxValue], default).ToPickle())));
        var wide = new PyList(Enumerable.Repeat((PyValue)1.0, 100_000));
        Assert.Equal("CannotMapShared", Refused<Records.Arrays>(("grid", new PyList(Enumerable.Repeat((PyValue)wide, 100_000)))));
        Assert.Equal("CannotMapType", Refused<Records.Arrays>(("reals", NDArray.Of(new double[] { 1, 2 }, 1, 2).ToPickle())));
        Assert.Equal("CannotMapType", Refused<Records.Arrays>(("grid", Array(new[] { 1.5 }))));
        Assert.Equal("CannotMapType", Refused<Records.Arrays>(("grid", new PyList([new PyList([1.0]), new PyList([1.0, 2.0])]))));
        var row = new PyList([1.0]);
        Assert.Equal("CannotMapShared", Refused<Records.Arrays>(("grid", new PyList([row, row]))));
        Assert.Equal("CannotMapExactly", Refused<Records.Times>(("naive", new PandasTimestamp(1, "ns", default).ToPickle())));
        Assert.Equal("CannotMapTimeZone", Refused<Records.Times>(("aware", new PandasTimestamp(100, "ns", default).ToPickle())));
        Assert.Equal("CannotMapType",
            Refused<Records.Scalars>(("whole", new PyObject(new PyGlobal("datetime", "timedelta"), new PyTuple(5)))));
        Assert.Equal("CannotMapType",
            Refused<Records.Scalars>(("text", new PyObject(new PyGlobal("decimal", "Decimal"), new PyTuple("1.5")))));
        Assert.Equal("CannotMapType",
            Refused<Records.Scalars>(("whole", new PyObject(new PyGlobal("shop", "make_number"), new PyTuple(5)))));
        Assert.Equal("CannotMapRange", Assert.Throws<PickleTypeException>(() =>
        {
            var collections = Record(("line", new PyObject(new PyGlobal("collections", "deque"), new PyTuple(PyTuple.Empty, 1))))
                .To<Records.Collections>();
            collections.Line.Add(1);
            collections.Line.Add(2);
            Pickle.ToPython(collections);
        }).Code);

        static string Refused<T>(params (string Name, PyValue Value)[] attributes) =>
            Assert.Throws<PickleTypeException>(() => Record(attributes).To<T>()).Code;
    }

    [Fact]
    public void ADateTime64IsNoNumber()
    {
        PyValue time = NDArray.OverBytes(DType.Parse("<M8[s]"), [], BitConverter.GetBytes(5L)).ToPickle();
        Assert.Equal("CannotMapType", Assert.Throws<PickleTypeException>(() => time.To<long>()).Code);
        Assert.Equal(new DateTime(1970, 1, 1, 0, 0, 5), time.To<DateTime>());
    }

    private static PyValue Scalar<T>(T value)
        where T : unmanaged
    {
        NDArray one = NDArray.Of(new[] { value });
        return NDArray.OverBytes(one.DType, [], one.Data).ToPickle();
    }

    private static PyValue Array<T>(T[] values)
        where T : unmanaged => NDArray.Of(values).ToPickle();

    private static PyValue Record(params (string Name, PyValue Value)[] attributes)
    {
        var state = new PyDict();
        foreach ((string name, PyValue value) in attributes)
        {
            state[name] = value;
        }

        return new PyObject(new PyGlobal("records", "Record"), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }
}
