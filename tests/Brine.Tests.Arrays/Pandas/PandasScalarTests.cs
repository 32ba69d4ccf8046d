using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tests.Arrays.Pandas;

[Trait("Stage", "Python")]
public class PandasScalarTests
{
    /// <summary>Times, spans, periods and intervals of many kinds: pandas prints them, and so does this library.</summary>
    [Fact]
    public void ScalarsPrintAsInPandas()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("scalars.pkl", "");
        Python.Run(
            """
            import pickle, sys, pandas as pd
            T = pd.Timestamp; v = [T("2026-01-01"), T("1900-02-28 23:59:59.999999999"), T("2026-03-29 00:59", tz="UTC").tz_convert("Europe/Berlin"), T("2026-03-29 01:01", tz="UTC").tz_convert("Europe/Berlin"),
                T("2026-10-25 00:30", tz="UTC").tz_convert("Europe/Berlin"), T("2026-10-25 01:30", tz="UTC").tz_convert("Europe/Berlin"), T("2026-07-01 12:00:00.5", tz="Asia/Kolkata"), T("2026-01-01", tz=-210*60), T.min, T.max]
            v += [pd.Timedelta(x) for x in ("0s", "1D", "-1ns", "-1D", "100D 23:59:59.123", "1us", "-36h")]
            for f in ("M","Q","Q-MAR","A","A-JUN","W","W-WED","D","B","H","T","S","L","U","N","2M"): v += [pd.Period("1969-12-31 23:59:59.123456", f), pd.Period("2026-11-05 07:08:09.5", f)]
            v += [pd.Interval(0, 1.5), pd.Interval(-1, 2, "both"), pd.Interval(1, 2, "neither")]
            pickle.dump([(x, str(x), getattr(x, "fold", 0)) for x in v], open(sys.argv[1], "wb"), 4)
            """,
            file);
        PyList cases = Unpickler.Load(File.ReadAllBytes(file)).As<PyList>()!;
        Assert.True(cases.Count > 50);
        Assert.All(cases, item =>
        {
            PyTuple parts = item.As<PyTuple>()!;
            Assert.Equal(parts[1].AsString(), PandasArray.TextOf(parts[0]));
            Assert.Equal(parts[2].Bits() == 1, PandasTimestamp.From(parts[0])?.IsFold ?? false);
        });
    }

    [Theory]
    [InlineData(1_795_305_720, "s", "2026-11-22 00:02:00")]
    [InlineData(-1, "us", "1969-12-31 23:59:59.999999")]
    [InlineData(9_000_000_000_000, "s", "287168-08-24 16:00:00")]
    public void TimestampsOfEveryUnitPrint(long value, string unit, string expected) =>
        Assert.Equal(expected, new PandasTimestamp(value, unit, default).ToString());

    [Fact]
    public void TimestampOfFarAwayIsNoDateTime() => Assert.Null(new PandasTimestamp(9_000_000_000_000, "s", default).ToDateTimeOffset());

    [Fact]
    public void TimestampsAreWrittenAsPandasReadsThem()
    {
        var time = new PandasTimestamp(123, "ns", default);
        Assert.Equal(time, PandasTimestamp.From(time.ToPickle()));
        var span = new PandasTimedelta(-5, "us");
        Assert.Equal(span, PandasTimedelta.From(span.ToPickle()));
    }
}
