using System.Text.Json;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary><c>brine doctor</c></summary>
public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFindingIsSaidWithItsPlaceAndWhatToDo()
    {
        (int exit, string output, string error) = Command.Run("doctor", Model("NotConverged"));
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("warning  NotConverged  model.steps[1][1]\n  LogisticRegression stopped after 2 iterations", output,
            StringComparison.Ordinal);
        Assert.Contains("\n  -> train it again with a larger max_iter", output, StringComparison.Ordinal);
        Assert.Contains("scikit-learn 1.2           yes: saved with it", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NotConverged", 1)]
    [InlineData("NotFinite", 1)]
    [InlineData("TrainingData", 0)]
    [InlineData("Sound", 0)]
    public void StrictMakesWarningsAnExitCode(string model, int exit)
    {
        Assert.Equal(exit, Command.Run("doctor", Model(model), "--strict").Exit);
        Assert.Equal(0, Command.Run("doctor", Model(model)).Exit);
    }

    [Fact]
    public void RequirementsAreWritten()
    {
        const string Text = "# Python 3.4 or newer\nscikit-learn==1.2.1\nnumpy<2\n";
        Assert.Equal((0, Text, ""), Command.Run("doctor", Model("Sound"), "--requirements", "-"));
        Assert.Equal(0, Command.Run("doctor", Model("Sound"), "--requirements", _folder["requirements.txt"]).Exit);
        Assert.Equal(Text, File.ReadAllText(_folder["requirements.txt"]));
    }

    [Fact]
    public void JsonHoldsAll()
    {
        JsonElement json = JsonDocument.Parse(Command.Run("doctor", Model("DeadTree"), "--json").Output).RootElement;
        Assert.False(json.GetProperty("sound").GetBoolean());
        Assert.Contains(json.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("id").GetString() == "DeadTree"
            && finding.GetProperty("severity").GetString() == "warning");
        Assert.Contains(json.GetProperty("opens").EnumerateArray(), opening => !opening.GetProperty("opens").GetBoolean());
        Assert.Equal("model.estimators_", json.GetProperty("largest_parts")[0].GetProperty("place").GetString());
    }

    [Fact]
    public void WhatIsNoPickleIsRefused()
    {
        Assert.Equal(2, Command.Run("doctor", _folder.Write("text.pkl", "a letter")).Exit);
        Assert.Equal(2, Command.Run("doctor", _folder["none.pkl"]).Exit);
    }

    private static string Model(string name) => Repo.Golden("doctor", name + ".pkl");
}
