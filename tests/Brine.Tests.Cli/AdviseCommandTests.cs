using System.Text.Json;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary><c>brine advise</c></summary>
public sealed class AdviseCommandTests
{
    private static readonly string Model = Repo.Golden("doctor", "Sound.pkl");

    [Fact]
    public void TheFormsAreATableWithTheChoiceMarked()
    {
        (int exit, string output, string error) = Command.Run("advise", Model);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("\n* pickle, protocol 5 ", output, StringComparison.Ordinal);
        Assert.Contains("joblib.dump", Command.Run("advise", Model, "--json").Output, StringComparison.Ordinal);
        Assert.Contains($"brine convert {Model} OUT.pkl --protocol 5", output, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonHoldsEveryForm()
    {
        JsonElement json = JsonDocument.Parse(Command.Run("advise", Model, "--json").Output).RootElement;
        Assert.Equal(10, json.GetProperty("forms").GetArrayLength());
        Assert.Equal("pickle, protocol 5", json.GetProperty("recommended").GetString());
    }

    [Fact]
    public void WhatIsNoPickleIsRefused() => Assert.Equal(2, Command.Run("advise", Repo.File("README.md")).Exit);
}
