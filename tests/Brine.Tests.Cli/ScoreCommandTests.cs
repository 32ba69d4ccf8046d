using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary><c>brine score</c></summary>
public sealed class ScoreCommandTests : IDisposable
{
    private const string Rows =
        "species,petal_width,petal_length,sepal_width,sepal_length\nsetosa,0.2,1.4,3.5,5.1\nsetosa,1.6,5.1,2.7,6.0\n"
        + "virginica,1.6,5.1,2.7,6.0\nvirginica,0.2,1.4,3.5,5.1\nvirginica,1.6,5.1,2.7,6.0\n";

    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OneNumberIsPrinted() =>
        Assert.Equal((0, "0.6\n", ""), Command.Run("score", Tree, _folder.Write("rows.csv", Rows), "--target", "species"));

    [Theory]
    [InlineData("a,y\n0,01\n1,1\n2,1\n3,01\n", "0.5\n")]
    [InlineData("y,a\n1,3\n1,2\n", "1.0\n")]
    public void LabelsThatAreTextAreFoundThoughTheyLookLikeNumbers(string rows, string score) => Assert.Equal((0, score, ""),
        Command.RunWithInput(rows, "score", Repo.Golden("scores", "text-labels.pkl"), "-", "--target", "y"));

    [Theory]
    [InlineData("f1_macro", "0.5833333333333333\n")]
    [InlineData("balanced_accuracy", "0.5833333333333333\n")]
    public void AnotherMetricIsNamed(string metric, string score) => Assert.Equal((0, score, ""),
        Command.RunWithInput(Rows, "score", Tree, "-", "--target", "species", "--metric", metric));

    [Fact]
    public void AColumnWeighsTheRows()
    {
        string rows = _folder.Write("rows.csv",
            "species,petal_width,petal_length,sepal_width,sepal_length,w\nsetosa,0.2,1.4,3.5,5.1,3\nvirginica,0.2,1.4,3.5,5.1,1\n");
        Assert.Equal((0, "0.75\n", ""), Command.Run("score", Tree, rows, "--target", "species", "--weights", "w"));
        Assert.Equal((0, "0.5\n", ""), Command.Run("score", Tree, _folder.Write("even.csv",
            "species,petal_width,petal_length,sepal_width,sepal_length\nsetosa,0.2,1.4,3.5,5.1\nvirginica,0.2,1.4,3.5,5.1\n"),
            "--target", "species"));
        (int exit, _, string error) = Command.Run("score", Tree, rows, "--target", "species", "--weights", "w", "--metric", "rand_score");
        Assert.Equal((4, true), (exit, error.Contains("rand_score weighs no rows", StringComparison.Ordinal)));
    }

    [Fact]
    public void StagesAreScoredOneALine()
    {
        string model = Repo.Golden("draws", "stages.numbers-1.2.1.pkl");
        string rows = _folder.Write("rows.csv", "a,b,c,d,y\n1,2,3,4,1\n0.5,1,2,0.25,2\n");
        (int exit, string output, _) = Command.Run("score", model, rows, "--target", "y", "--staged");
        Assert.Equal((0, 6), (exit, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Equal(4, Command.Run("score", model, rows, "--target", "y", "--staged", "--metric", "r2").Exit);
        Assert.Equal(3, Command.Run("score", Tree, _folder.Write("tree.csv", Rows), "--target", "species", "--staged").Exit);
    }

    [Fact]
    public void JsonNamesTheMetric() => Assert.Equal((0, "{\"metric\":\"accuracy\",\"score\":0.6,\"rows\":5}\n", ""),
        Command.RunWithInput(Rows, "score", Tree, "-", "--target", "species", "--json"));

    [Fact]
    public void TheTargetMayStandAnywhereBesideColumnsWithoutNames()
    {
        string model = Repo.File("tests", "fixtures", "sklearn-1.2.1", "HalvingGridSearchCV.tree.numbers.pkl");
        string rows = _folder.Write("rows.csv", "y,a,b,c,d\n1,1,2,3,4\n2,0.5,1,2,0.25\n");
        (int exit, string first, string _) = Command.Run("score", model, rows, "--target", "0", "--metric", "neg_max_error");
        Assert.Equal((0, first), (exit, Command.Run("score", model, _folder.Write("last.csv", "a,b,c,d,y\n1,2,3,4,1\n0.5,1,2,0.25,2\n"),
            "--target",
            "y", "--metric", "neg_max_error").Output));
        Assert.Equal((0, first, ""), Command.Run("score", model, rows, "--target", "y", "--columns", "a,b,c,d", "--metric",
            "neg_max_error"));
    }

    [Fact]
    public void OneRowOfARegressorIsNoted()
    {
        string model = Repo.File("tests", "fixtures", "sklearn-1.2.1", "HalvingGridSearchCV.tree.numbers.pkl");
        Assert.Equal((0, "nan\n", "brine: note: r2 is not defined for these rows\n"),
            Command.RunWithInput("a,b,c,d,y\n1,2,3,4,5\n", "score", model, "-", "--target", "y"));
    }

    /// <summary>A column that the model was trained on may be the target too: it stays with the rows. Columns that are found by their place
    /// may not.</summary>
    [Fact]
    public void AFeatureMayBeTheTarget()
    {
        string model = Repo.File("tests", "fixtures", "sklearn-1.2.1", "HalvingGridSearchCV.tree.numbers.pkl");
        Assert.Equal((0, "0.0\n", ""), Command.Run("score", Tree, _folder.Write("rows.csv", Rows), "--target", "petal_width"));
        Assert.Equal(2, Command.Run("score", model, _folder.Write("short.csv", "a,b,c,d\n1,2,3,4\n"), "--target", "d").Exit);
    }

    [Fact]
    public void AMetricThatIsNotThereIsWrongUsage()
    {
        (int exit, string _, string error) = Command.Run("score", Tree, _folder.Write("rows.csv", Rows), "--target", "species",
            "--metric", "acuracy");
        Assert.Equal(4, exit);
        Assert.Contains("did you mean 'accuracy'?", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnThatIsNotThereIsNamed()
    {
        (int exit, string _, string error) = Command.Run("score", Tree, _folder.Write("rows.csv", Rows), "--target", "specie");
        Assert.Equal(2, exit);
        Assert.Contains("did you mean 'species'?", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatNeedsATargetSaysSo()
    {
        (int exit, string _, string error) = Command.Run("score", Tree, _folder.Write("rows.csv", Rows));
        Assert.Equal(2, exit);
        Assert.Contains("is scored against a target", error, StringComparison.Ordinal);
    }
}
