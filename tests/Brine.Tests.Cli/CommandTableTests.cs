using System.CommandLine;
using Brine.Cli;

namespace Brine.Tests.Cli;

public class CommandTableTests
{
    private static readonly CliConsole Nowhere = new(Stream.Null, TextWriter.Null, () => Stream.Null);

    [Fact]
    public void EachRowBearsTheNameOfItsCommand() =>
        Assert.All(CommandTable.Rows, row => Assert.Equal(row.Name, row.Build(Nowhere).Name));

    [Fact]
    public void OnlyTheCommandThatIsCalledIsMade()
    {
        Command made = Assert.Single(CommandTable.For(["inspect", "model.pkl"], Nowhere));

        Assert.Equal("inspect", made.Name);
        Assert.Empty(CommandTable.For(["--version"], Nowhere));
    }

    [Theory]
    [InlineData()]
    [InlineData("--help")]
    [InlineData("inspct", "model.pkl")]
    [InlineData("--limits", "trusted", "inspect", "model.pkl")]
    public void AllAreMadeForACallThatBeginsWithNone(params string[] args) =>
        Assert.Equal(CommandTable.Rows.Count, CommandTable.For(args, Nowhere).Count());
}
