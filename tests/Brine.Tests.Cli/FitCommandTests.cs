using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary><c>brine fit</c> and <c>brine evaluate</c>.</summary>
public class FitCommandTests
{
    private const string Rows = "age,city,kind\n1,x,a\n2,y,a\n3,x,a\n40,z,b\n50,z,b\n60,x,b\n";

    private const string Pipeline = """
        { "class": "Pipeline", "steps": [
          ["columns", { "class": "ColumnTransformer", "transformers": [
            ["number", "StandardScaler", ["age"]], ["text", { "class": "OneHotEncoder", "handle_unknown": "ignore" }, ["city"]]] }],
          ["model", { "class": "RandomForestClassifier", "n_estimators": 20, "random_state": 0 }]] }
        """;

    [Theory]
    [InlineData("model.pkl")]
    [InlineData("model.joblib")]
    public void AFileOfAPipelineIsTrainedSavedAndAsked(string model)
    {
        using var folder = new TemporaryFolder();
        string rows = folder.Write("rows.csv", Rows), pipeline = folder.Write("pipeline.json", Pipeline);
        var fit = Command.Run("fit", pipeline, rows, "--target", "kind", "-o", folder[model]);
        Assert.True(fit.Exit == 0, fit.Error);
        Assert.Contains("trained on 6 rows", fit.Error, StringComparison.Ordinal);
        var report = Command.Run("evaluate", folder[model], rows, "--target", "kind");
        Assert.Contains("accuracy                           1.00         6", report.Output, StringComparison.Ordinal);
        Assert.Contains("[[3 0]\n [0 3]]", report.Output, StringComparison.Ordinal);
        string json = Command.Run("evaluate", folder[model], rows, "--target", "kind", "--json").Output;
        Assert.Contains("\"accuracy\":1", json, StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnOfWeightsIsNoFeature()
    {
        using var folder = new TemporaryFolder();
        string rows = folder.Write("rows.csv", "x,w,y\n1,1,2\n2,1,4\n3,0,100\n4,2,8\n");
        var fit = Command.Run("fit", "LinearRegression", rows, "--target", "y", "--sample-weight", "w", "-o", folder["m.pkl"]);
        Assert.True(fit.Exit == 0, fit.Error);
        string answer = Command.Run("predict", folder["m.pkl"], folder.Write("new.csv", "x\n10\n")).Output;
        Assert.Equal(20, double.Parse(answer.Trim().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture), 1e-9);
        var text = Command.Run("fit", "KNeighborsRegressor", rows, "--target", "y", "--sample-weight", "w", "-o", folder["n.pkl"]);
        Assert.Equal(2, text.Exit);
        Assert.Contains("brine: FitWeight: ", text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ARegressorIsEvaluatedByItsErrors()
    {
        using var folder = new TemporaryFolder();
        string rows = folder.Write("rows.csv", "x,y\n1,2\n2,4\n3,6\n4,8.5\n");
        Assert.Equal(0, Command.Run("fit", "LinearRegression", rows, "--target", "y", "-o", folder["m.pkl"], "--sklearn", "1.2").Exit);
        string text = Command.Run("evaluate", folder["m.pkl"], rows, "--target", "y").Output;
        Assert.Contains("mean absolute error", text, StringComparison.Ordinal);
        string json = Command.Run("evaluate", folder["m.pkl"], rows, "--target", "y", "--json").Output;
        Assert.Contains("\"r2\":0.99", json, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeTrainedIsSaidAndNothingIsSaved()
    {
        using var folder = new TemporaryFolder();
        string rows = folder.Write("rows.csv", Rows), model = folder["m.pkl"];
        var missing = Command.Run("fit", "LogisticRegression", rows, "--target", "kind", "-o", model);
        Assert.Equal(2, missing.Exit);
        Assert.Contains("brine: InputText: ", missing.Error, StringComparison.Ordinal);
        var name = Command.Run("fit", folder.Write("p.json", """{"class": "Ridg"}"""), rows, "--target", "age", "-o", model);
        Assert.Contains("did you mean 'Ridge'?", name.Error, StringComparison.Ordinal);
        var neither = Command.Run("fit", "RandomForestClasifier", rows, "--target", "kind", "-o", model);
        Assert.Contains("'RandomForestClasifier' is neither a file nor the name of a trainer; did you mean 'RandomForestClassifier'?",
            neither.Error, StringComparison.Ordinal);
        Assert.Equal(4, Command.Run("fit", "Ridge", rows, "--target", "age", "-o", model, "--sklearn", "0.9").Exit);
        Assert.False(File.Exists(model));
    }
}
