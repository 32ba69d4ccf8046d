using System.Text.Json;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary><c>brine upgrade</c></summary>
public sealed class UpgradeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Tree => Model("DecisionTreeClassifier.gini.multi.pkl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatWasChangedIsListed()
    {
        (int exit, string output, string error) = Command.Run("upgrade", Tree, _folder["new.pkl"], "--to", "scikit-learn==1.9");
        Assert.Equal((0, ""), (exit, error));
        Assert.StartsWith("scikit-learn 0.24.2 -> 1.9.0: ", output, StringComparison.Ordinal);
        Assert.Contains("  model (DecisionTreeClassifier): monotonic_cst is None\n", output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["new.pkl"]));
    }

    [Fact]
    public void JsonHasAllOfIt()
    {
        (int exit, string output, _) = Command.Run("upgrade", Tree, _folder["new.joblib"], "--to", "1.2", "--json");
        using JsonDocument report = JsonDocument.Parse(output);
        Assert.Equal(0, exit);
        Assert.Equal("1.2.1", report.RootElement.GetProperty("target").GetString());
        Assert.Equal("0.24.2", report.RootElement.GetProperty("savedBy")[0].GetString());
        Assert.True(report.RootElement.GetProperty("comparedMethods").GetInt32() > 1);
        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("whyNothingCompared").ValueKind);
        Assert.True(report.RootElement.GetProperty("changes").GetArrayLength() > 0);
    }

    [Fact]
    public void WhereNothingWasComparedItIsSaid()
    {
        string[] call = ["upgrade", Tree, _folder["new.pkl"], "--to", "1.9", "--except", "predict,predict_proba,apply"];
        (int exit, string output, _) = Command.Run(call);
        Assert.Equal(0, exit);
        Assert.Contains(" changes, nothing was compared\nNOT COMPARED: predict, predict_proba, apply may give other answers", output,
            StringComparison.Ordinal);

        using JsonDocument report = JsonDocument.Parse(Command.Run([.. call, "--json"]).Output);
        Assert.Equal(0, report.RootElement.GetProperty("comparedMethods").GetInt32());
        Assert.StartsWith("predict, ", report.RootElement.GetProperty("whyNothingCompared").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeCarriedOverEndsWithThree()
    {
        (int exit, string output, string error) =
            Command.Run("upgrade", Model("AdaBoostClassifier.samme.multi.joblib"), _folder["new.joblib"], "--to", "1.9");
        Assert.Equal((3, ""), (exit, output));
        Assert.StartsWith("brine: UpgradeState: ", error, StringComparison.Ordinal);
        Assert.Contains("model.algorithm", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AnotherVersionEndsWithThree()
    {
        (int exit, _, string error) = Command.Run("upgrade", Tree, _folder["new.pkl"], "--to", "1.5");
        Assert.Equal(3, exit);
        Assert.StartsWith("brine: UpgradeTarget: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherFormIsAWrongCall() =>
        Assert.Equal(4, Command.Run("upgrade", Tree, _folder["new.csv"], "--to", "1.9").Exit);

    [Fact]
    public void WithoutATargetTheCallIsWrong() => Assert.Equal(4, Command.Run("upgrade", Tree, _folder["new.pkl"]).Exit);

    private static string Model(string name) => Repo.File("tests", "fixtures", "sklearn-0.24.2", name);
}
