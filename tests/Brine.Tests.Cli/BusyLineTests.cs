using Brine.Cli;

namespace Brine.Tests.Commands;

public class BusyLineTests
{
    [Fact]
    public void LongWorkIsSaidAndTakenBack()
    {
        var error = new StringWriter();
        using (var busy = new BusyLine(new CliConsole(new MemoryStream(), error, () => Stream.Null) { ShowsProgress = true },
            "reading ..."))
        {
            Assert.True(
                SpinWait.SpinUntil(() => error.ToString().Contains("reading ...", StringComparison.Ordinal), TimeSpan.FromSeconds(20)));
            busy.Report("half");
        }

        Assert.EndsWith("\r" + new string(' ', "reading ...".Length) + "\r", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsSaidWhereNobodyLooks()
    {
        var error = new StringWriter();
        using (new BusyLine(new CliConsole(new MemoryStream(), error, () => Stream.Null), "reading ..."))
        {
            Thread.Yield();
        }

        Assert.Equal("", error.ToString());
    }
}
