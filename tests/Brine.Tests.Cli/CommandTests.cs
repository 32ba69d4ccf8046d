using Brine.Arrays;
using Brine.Containers;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>The commands on good input.</summary>
public sealed class CommandTests : IDisposable
{
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");
    private static readonly string Iris = Repo.File("samples", "data", "iris.csv");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DataAndModelsMayBeNamedPipes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes are made by mkfifo");
        using var folder = new TemporaryFolder();
        string tree = Repo.File("samples", "models", "iris-tree.pkl"), rows = Repo.File("samples", "data", "iris.csv");
        Assert.Equal((0, "", ""), Support.Shell.Run("mkfifo", folder.Path, "model", "rows.csv"));
        foreach ((string from, string to) in new[] { (tree, "model"), (rows, "rows.csv") })
        {
            _ = Task.Run(() => File.WriteAllBytes(folder[to], File.ReadAllBytes(from)), TestContext.Current.CancellationToken);
        }

        (int exit, string output, string error) = Command.Run("predict", folder["model"], folder["rows.csv"]);
        Assert.Equal((0, Command.Run("predict", tree, rows).Output, ""), (exit, output, error));
    }

    [Fact]
    public void PredictPrintsOneSpeciesARow()
    {
        (int exit, string output, string error) = Command.Run("predict", Tree, Iris);
        string[] lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal((0, "", 151, "predict", "setosa", "virginica"), (exit, error, lines.Length, lines[0], lines[1], lines[^1]));
    }

    [Fact]
    public void PredictReadsStandardInput()
    {
        (int exit, string output,
            string _) = Command.RunWithInput("petal_width,petal_length,sepal_width,sepal_length\n0.2,1.4,3.5,5.1\n", "predict", Tree, "-");
        Assert.Equal((0, "predict\nsetosa\n"), (exit, output));
    }

    [Fact]
    public void ModelMayComeFromStandardInput()
    {
        using var output = new MemoryStream();
        var console = new Brine.Cli.CliConsole(output, new StringWriter(), () => System.IO.File.OpenRead(Tree));
        Assert.Equal(0, Brine.Cli.CommandRunner.Run(["predict", "-", Iris, "-o", "-"], console));
        Assert.StartsWith("predict\nsetosa\n", System.Text.Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void WordsThatLookMissingAreWordsToATextModel()
    {
        (int exit, string output,
            string error) = Command.RunWithInput("message\nNA\nnull\n123\nwhere is my parcel\n", "predict",
                Repo.File("samples", "models", "messages.pkl"), "-");
        Assert.Equal((0, ""), (exit, error));
        Assert.EndsWith("\ndelivery\n", output, StringComparison.Ordinal);
        Assert.Equal(6, output.Split('\n').Length);
    }

    [Fact]
    public void PredictWritesMethodsSideBySide()
    {
        (int exit, string output,
            string _) = Command.RunWithInput("sepal_length,sepal_width,petal_length,petal_width\n6.0,2.7,5.1,1.6\n", "predict", Tree, "-",
                "-m", "predict,predict_proba");
        Assert.Equal((0,
            "predict,predict_proba_setosa,predict_proba_versicolor,predict_proba_virginica\nvirginica,0.0,0.3333333333333333,0.6666666666666666\n"), (exit, output));
    }

    [Fact]
    public void PredictReadsAndWritesJson()
    {
        string rows = _folder.Write("rows.json",
            "[{\"sepal_length\": 5.1, \"sepal_width\": 3.5, \"petal_length\": 1.4, \"petal_width\": 0.2}]");
        Assert.Equal((0, "[{\"predict\":\"setosa\"}]\n", ""), Command.Run("predict", Tree, rows, "--json"));
        string lines = _folder.Write("rows.jsonl",
            "{\"sepal_length\": 5.1, \"sepal_width\": 3.5, \"petal_length\": 1.4, \"petal_width\": 0.2}\n{\"sepal_length\": 5.9, "
                + "\"sepal_width\": 3.0, \"petal_length\": 5.1, \"petal_width\": 1.8}\n");
        string answers = _folder["answers.jsonl"];
        Assert.Equal((0, "", ""), Command.Run("predict", Tree, lines, "-o", answers));
        Assert.Equal("{\"predict\":\"setosa\"}\n{\"predict\":\"virginica\"}\n", System.IO.File.ReadAllText(answers));
    }

    [Fact]
    public void PredictWritesNpzWithPythonsDTypes()
    {
        string answers = _folder["answers.npz"];
        Assert.Equal((0, "", ""), Command.Run("predict", Tree, Iris, "-m", "predict,predict_proba,apply,decision_path", "-o", answers));
        NpzFile npz = NpzFile.Open(answers);
        Assert.Equal("<U10", npz["predict"].DType.Descriptor);
        Assert.Equal([150, 3], npz["predict_proba"].Shape.ToArray());
        Assert.Equal("<i8", npz["apply"].DType.Descriptor);
        Assert.Equal("<i4", npz["decision_path.csr.indices"].DType.Descriptor);
    }

    [Fact]
    public void PredictWritesNpyOfOneMethod()
    {
        string answers = _folder["answers.npy"];
        Assert.Equal((0, "", ""), Command.Run("predict", Tree, Iris, "-m", "predict_proba", "-o", answers));
        Assert.Equal([150, 3], NpyFormat.Read(System.IO.File.ReadAllBytes(answers)).Shape.ToArray());
        Assert.Equal(4, Command.Run("predict", Tree, Iris, "-m", "predict,apply", "-o", answers).Exit);
    }

    [Fact]
    public void TransformerWithoutPredictTransforms()
    {
        string folder = Repo.File("tests", "fixtures", "sklearn-1.2.1");
        CaseInfo info = CaseInfo.ReadManifest(Path.Combine(folder, "manifest.jsonl"))
            .First(item => item.Id.StartsWith("StandardScaler", StringComparison.Ordinal));
        (int exit, string output,
            string error) = Command.Run("predict", Path.Combine(folder, info.Model), Path.Combine(folder, info.Answers));
        Assert.Equal(0, exit);
        Assert.StartsWith("transform_", output, StringComparison.Ordinal);
        Assert.Contains("has no predict", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ConvertReadsStandardInput()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal((0, "", ""), Command.RunWithInput("a,b\n1,x\n2,y\n", "convert", "-", folder["frame.pkl"]));
        (int exit, string output, string _) = Command.Run("convert", folder["frame.pkl"], folder["again.csv"]);
        Assert.Equal((0, ""), (exit, output));
        Assert.Equal("a,b\n1,x\n2,y\n", File.ReadAllText(folder["again.csv"]).ReplaceLineEndings("\n"));
        (exit, _, string error) = Command.RunWithInput("<html>", "convert", "-", folder["page.pkl"]);
        Assert.Equal(2, exit);
        Assert.EndsWith("[standard input]\n", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["page.pkl"]));
    }

    [Fact]
    public void ConvertThereAndBackKeepsTheAnswers()
    {
        string joblib = _folder["tree.joblib"], back = _folder["tree.pkl"];
        Assert.Equal((0, "", ""), Command.Run("convert", Tree, joblib, "--compress", "zlib:3"));
        Assert.Equal((0, "", ""), Command.Run("convert", joblib, back, "--protocol", "2"));
        Assert.Equal(Command.Run("predict", Tree, Iris, "-m", "predict_proba"), Command.Run("predict", back, Iris, "-m", "predict_proba"));
        Assert.Equal(Codec.Zlib, Detector.DetectCodec(System.IO.File.ReadAllBytes(joblib)));
    }

    [Fact]
    public void VerifySaysYesAndNo()
    {
        string answers = _folder["case.npz"];
        Command.Run("predict", Tree, Iris, "-m", "predict,predict_proba", "-o", answers);
        NpzFile npz = NpzFile.Open(answers);
        npz["X"] = ((Brine.Tables.Matrix)Csv.Read(Iris).ToMatrix()) is var rows ? NDArray.Of(rows.Values, rows.RowCount, rows.ColumnCount)
            : throw new InvalidOperationException();
        System.IO.File.WriteAllBytes(answers, npz.Write());
        (int exit, string output, string _) = Command.Run("verify", Tree, "--data", answers);
        Assert.Contains("cases 1 of 1 right, 1 to the bit; methods 2 of 2 right", output, StringComparison.Ordinal);
        Assert.Equal(0, exit);

        double[] spoilt = npz["predict_proba"].ToDoubles();
        spoilt[7] += 1e-6;
        npz["predict_proba"] = NDArray.Of(spoilt, 150, 3);
        System.IO.File.WriteAllBytes(answers, npz.Write());
        (exit, output, _) = Command.Run("verify", Tree, "--data", answers);
        Assert.Equal(1, exit);
        Assert.Contains("predict_proba          WRONG by", output, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("verify", Tree, "--data", answers, "--rtol", "1e-2").Exit);
    }

    [Fact]
    public void VerifyRunsAFolderOfCases()
    {
        (int exit, string output,
            string _) = Command.Run("verify", Repo.File("tests", "fixtures", "sklearn-1.2.1"), "--only", "^(Ridge|LabelEncoder)");
        Assert.Equal(0, exit);
        Assert.Matches(@"^cases (\d+) of \1 right", output);
        Assert.Equal(3, Command.Run("verify", Repo.File("tests", "fixtures", "sklearn-1.2.1"), "--only", "^NoSuchCase").Exit);
    }

    [Fact]
    public void DisListsTheOpcodes()
    {
        (int exit, string output, string _) = Command.Run("dis", Tree);
        Assert.Equal(0, exit);
        Assert.StartsWith("    0: \\x80 PROTO      4\n", output, StringComparison.Ordinal);
        Assert.EndsWith("highest protocol among opcodes = 4\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("predict", "--help")]
    [InlineData("convert", "--help")]
    [InlineData("verify", "--help")]
    [InlineData("dis", "--help")]
    [InlineData("optimize", "--help")]
    [InlineData("inspect", "--help")]
    public void HelpBeginsWithExamples(params string[] arguments)
    {
        (int exit, string output, string error) = Command.Run(arguments);
        Assert.Equal((0, ""), (exit, error));
        Assert.StartsWith("Examples:\n", output, StringComparison.Ordinal);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void CallWithoutWordsHelps() => Assert.StartsWith("Examples:\n", Command.Run([]).Output, StringComparison.Ordinal);
}
