using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Arrays.Pandas;

[Trait("Stage", "Python")]
public class DataFrameTests
{
    private const string NewestPandas = "py3.11-numpy2.4-pandas3.1";

    private static DataFrame Read(string producer, string value)
    {
        string folder = Repo.Golden("pandas", producer);
        string file = Directory.GetFiles(folder, value + ".p?.pkl").Single();
        return DataFrame.From(Unpickler.Load(File.ReadAllBytes(file)))!;
    }

    [Theory]
    [InlineData("py2.7-numpy1.11-pandas0.19", "object", "ns")]
    [InlineData("py2.7-numpy1.16-pandas0.24", "object", "ns")]
    [InlineData("py3.9-numpy1.20-pandas1.2", "object", "ns")]
    [InlineData("py3.11-numpy1.24-pandas1.5", "object", "ns")]
    [InlineData("py3.14-numpy2.4-pandas2.3", "object", "ns")]
    [InlineData("py3.11-numpy2.4-pandas3.0-nopyarrow", "str", "us")]
    [InlineData(NewestPandas, "str", "us")]
    public void ColumnsAreTypedInEveryGeneration(string producer, string text, string unit)
    {
        DataFrame frame = Read(producer, "df");
        Assert.Equal(["a", "b", "c", "d", "e", "f"], frame.ColumnNames);
        Assert.Equal(["int64", "float64", text, $"datetime64[{unit}]", "category", "bool"],
            frame.Columns.Select(column => column.DTypeName));
        Assert.Equal(4, frame.RowCount);
        Assert.True(frame.Index.IsDefault);
        Assert.Equal(unit == "us" && producer != NewestPandas ? [-3, 33, 1, -13] : [28, -15, -39, -32], frame["a"].ToDoubles()!);
        Assert.True(frame["b"].IsMissing(1));
        Assert.True(frame["c"].IsMissing(2));
        Assert.EndsWith(" 00:00:00", frame["d"].TextAt(0), StringComparison.Ordinal);
        Assert.Equal(frame["d"].TextAt(3), $"{PandasTimestamp.From(frame["d"][3])!.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}");
        Assert.Equal(frame["c"].TextAt(0)![..1], frame["e"].TextAt(0));
    }

    [Fact]
    public void ColumnIsAViewOverTheFile()
    {
        var column = (NumpyColumn)Read(NewestPandas, "df")["b"];
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(column.Values.Data, out ArraySegment<byte> segment));
        Assert.True(segment.Array!.Length > segment.Count, "the bytes of the column were copied out of the file");
        Assert.True(column.Values.TryGetSpan(out ReadOnlySpan<double> values));
        Assert.Equal(4, values.Length);
    }

    [Fact]
    public void ViewingChangesNothingThatIsSaved()
    {
        foreach (string file in Directory.GetFiles(Repo.Golden("pandas", NewestPandas), "*.pkl"))
        {
            byte[] bytes = File.ReadAllBytes(file);
            int protocol = Path.GetFileNameWithoutExtension(file)[^1] - '0';
            byte[] untouched = Pickler.Dump(Unpickler.Load(bytes), new PicklerOptions { Protocol = protocol });
            PyValue value = Unpickler.Load(bytes);
            DataFrame? frame = DataFrame.From(value);
            _ = frame?.Columns.Select(column => frame.RowCount > 0 ? column.TextAt(0) : null).ToArray();
            _ = Series.From(value)?.Values.TextAt(0);
            _ = PandasIndex.From(value)?.TextAt(0);
            Assert.Equal(untouched, Pickler.Dump(value, new PicklerOptions { Protocol = protocol }));
        }
    }

    [Fact]
    public void FrameOfThisKindIsWrittenAsItWasRead()
    {
        DataFrame frame = Read(NewestPandas, "df");
        Assert.Same(frame, DataFrame.From(frame.ToPickle()));
    }

    [Fact]
    public void ColumnThatIsNotThereIsNamed() =>
        Assert.Equal("the frame has no column 'z'", Assert.Throws<KeyNotFoundException>(() => Read(NewestPandas, "df")["z"]).Message);

    [Fact]
    public void ColumnsOfDifferentLengthsAreRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => DataFrame.Of(("a", PandasArray.Of([1.0])), ("b", PandasArray.Of([1, 2]))));
        Assert.StartsWith("column 'b' has 2 values, column 'a' has 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void FrameMadeHereIsReadHere(int protocol)
    {
        byte[] bytes = Brine.Pickle.Dumps(Made(), new SaveOptions { Protocol = protocol });
        DataFrame read = DataFrame.From(Unpickler.Load(bytes))!;
        DataFrame made = Made();
        Assert.Equal(made.ColumnNames, read.ColumnNames);
        for (int i = 0; i < made.ColumnCount; i++)
        {
            Assert.Equal(made.Columns[i].DTypeName, read.Columns[i].DTypeName);
            Assert.Equal(Enumerable.Range(0, made.RowCount).Select(made.Columns[i].TextAt),
                Enumerable.Range(0, made.RowCount).Select(read.Columns[i].TextAt));
        }
    }

    [Fact]
    public void JoblibLoadsAFrameMadeHere()
    {
        using var folder = new TemporaryFolder();
        Joblib.Dump(Made(), folder["frame.joblib"], "zlib:3");
        Assert.Equal("(3, 9) 16 ü",
            Python.Run("import joblib, sys; d = joblib.load(sys.argv[1]); print(d.shape, int(d['count'].sum()), d.text[2])",
                folder["frame.joblib"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void PandasLoadsAFrameMadeHereAsAnOrdinaryOne(int protocol)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("frame.pkl", Brine.Pickle.Dumps(Made(), new SaveOptions { Protocol = protocol }));
        string told = Python.Run(
            """
            import sys, pandas as pd
            d = pd.read_pickle(sys.argv[1])
            print([str(t) for t in d.dtypes])
            print(d.to_csv(index=False))
            e = d.copy(); e["new"] = 1; e = pd.concat([e, e]).sort_values("number"); e.groupby("category").size(); e.loc[e.flag, "text"] = "changed"
            print(e.shape, d["when"].dt.year.tolist(), d["category"].cat.categories.tolist(), int(d["count"].sum()), pd.read_pickle(sys.argv[1]).equals(d))
            """,
            file);
        Assert.Equal(
            """
            ['float64', 'int64', 'bool', 'object', 'datetime64[ns]', 'datetime64[ns, UTC]', 'category', 'Int64', 'boolean']
            number,integer,flag,text,when,zoned,category,count,maybe
            1.5,1,True,"a,b",2026-01-02 03:04:05,2026-01-02 03:04:05+00:00,x,7,True
            ,2,False,,,,,,
            -0.25,3,True,ü,1999-12-31 00:00:00,1999-12-31 00:00:00+00:00,y,9,False

            (6, 10) [2026.0, nan, 1999.0] ['x', 'y'] 16 True
            """.ReplaceLineEndings("\n"),
            told.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void TimeOutsideOfNanosecondsIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PandasArray.OfTimes((DateTime?[])[new DateTime(1600, 1, 1)]));

    [Fact]
    public void ValueOutsideTheCategoriesIsRefused() =>
        Assert.Throws<ArgumentException>(() => PandasArray.OfCategories(["a", "b"], ["a"]));

    private static DataFrame Made()
    {
        DateTime?[] times = [new DateTime(2026, 1, 2, 3, 4, 5), null, new DateTime(1999, 12, 31)];
        return DataFrame.Of(
            ("number", PandasArray.Of([1.5, double.NaN, -0.25])),
            ("integer", PandasArray.Of([1L, 2, 3])),
            ("flag", PandasArray.Of([true, false, true])),
            ("text", PandasArray.OfText(["a,b", null, "ü"])),
            ("when", PandasArray.OfTimes(times)),
            ("zoned", PandasArray.OfTimes(
                [.. times.Select(time => time is { } given ? new DateTimeOffset(given, TimeSpan.Zero) : (DateTimeOffset?)null)])),
            ("category", PandasArray.OfCategories(["x", null, "y"])),
            ("count", PandasArray.OfNullable<long>([7, null, 9])),
            ("maybe", PandasArray.OfNullable<bool>([true, null, false])));
    }
}
