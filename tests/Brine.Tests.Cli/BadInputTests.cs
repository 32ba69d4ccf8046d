using System.Diagnostics;
using System.Text;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>Broken, foreign and hostile files: an exit code and one line that says what, where and what to do. Never a stack trace, never a
/// wrong number.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");
    private static readonly string Iris = Repo.File("samples", "data", "iris.csv");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "NotAModelEmpty")]
    [InlineData("sepal_length,sepal_width\n5.1,3.5\n", "NotAModelCsv")]
    [InlineData("This is a letter to whoever opens it.\nIt has two lines.\n", "NotAModelText")]
    [InlineData("Serial No.,GRE Score,Chance\n1,337,0.92\n", "NotAModelCsv")]
    [InlineData("One sentence, and then a stop.", "NotAModelText")]
    [InlineData("<!DOCTYPE html>\n<html><body>Please log in</body></html>", "NotAModelHtml")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1234\n", "NotAModelGitLfs")]
    [InlineData("{\"model\": [1, 2]}", "NotAModelJson")]
    [InlineData("PK\u0003\u0004 and so on", "FormatZip")]
    public void FilesThatAreNoPickleAreNamed(string content, string code) =>
        AssertOneLine(2, code, "predict", _folder.Write("model.pkl", content), Iris);

    [Theory]
    [InlineData(new byte[] { 0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 10, 0 }, "NotAPickleNpy")]
    [InlineData(new byte[] { 0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A }, "NotAPickleHdf5")]
    [InlineData(new byte[] { 0xCA, 0xFE, 0xBA, 0xBE, 0, 1, 2, 3 }, "NotAModel")]
    [InlineData(new byte[] { 0x42, 0x5A, 0x68, 0x39, 0x31, 0x41 }, "FormatCompression")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3 }, "FormatCompression")]
    [InlineData(new byte[] { 0x80, 4, (byte)'K', 1, (byte)'K' }, "FormatTruncated")]
    [InlineData(new byte[] { 0x80, 4, 0xFF, 1, (byte)'.' }, "FormatOpcode")]
    [InlineData(new byte[] { 0x80, 9, (byte)'N', (byte)'.' }, "FormatProtocol")]
    [InlineData(new byte[] { 0x80, 4, (byte)'T', 0xFF, 0xFF, 0xFF, 0xFF, (byte)'.' }, "FormatLength")]
    public void BytesThatAreNoPickleAreNamed(byte[] content, string code) =>
        AssertOneLine(2, code, "predict", _folder.Write("model.pkl", content), Iris);

    [Fact]
    public void ExcelsWordForTheDelimiterIsNoHeader() =>
        AssertOneLine(2, "InputCsv", "predict", Tree, _folder.Write("rows.csv", "sep=;\r\na;b\r\n1;2\r\n"));

    [Fact]
    public void ADiskThatFillsBehindStandardOutputIsNoFileThatCannotBeRead()
    {
        if (OperatingSystem.IsLinux())
        {
            using var full = new Brine.Cli.StandardOutput(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, 0));
            Assert.Equal("FileNotWritten", Assert.Throws<Brine.Containers.FileNotWrittenException>(() => full.Write("text"u8)).Code);
        }
    }

    [Fact]
    public void TheFirstPickleOfAnOldPyTorchFileIsShownAsPickletoolsShowsIt()
    {
        byte[] first = [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E];
        (int exit, string shown,
            string error) = Support.Cli.Run("dis", _folder.Write("old.pt", [.. first, .. Brine.Pickle.Dumps("tensors")]));
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(
            "    0: \\x80 PROTO      2\n    2: \\x8a LONG1      119547037146038801333356\n   14: .    STOP\nhighest protocol among "
                + "opcodes = 2\n", shown);
    }

    [Fact]
    public void RandomBytesAreRefused()
    {
        var random = new Random(7);
        for (int i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(1, 4000)];
            random.NextBytes(bytes);
            (int exit, string output, string error) = Command.Run("predict", _folder.Write("model.pkl", bytes), Iris);
            Assert.True(exit is 2 or 3, $"exit {exit}");
            Assert.Equal("", output);
            AssertIsOneLine(error);
        }
    }

    [Theory]
    [InlineData("samples/models/iris-tree.pkl")]
    [InlineData("samples/models/iris-forest.joblib")]
    [InlineData("samples/models/passengers.pkl")]
    [InlineData("samples/models/customers.joblib")]
    public void ModelCutAtEveryTwentiethIsRefused(string model)
    {
        byte[] whole = System.IO.File.ReadAllBytes(Repo.File(model));
        for (int part = 0; part < 20; part++)
        {
            AssertOneLine(2, part == 0 ? "NotAModelEmpty" : "Format", "predict",
                _folder.Write("model.pkl", whole[..(whole.Length * part / 20)]), Iris);
        }
    }

    /// <summary>A flipped byte may change a name or a number that nothing checks: what must not happen is a crash, a hang or a stack
    /// trace.</summary>
    [Theory]
    [InlineData("samples/models/iris-tree.pkl", "samples/data/iris.csv")]
    [InlineData("samples/models/passengers.pkl", "samples/data/passengers.csv")]
    [InlineData("samples/models/customers.joblib", "samples/data/customers.csv")]
    [InlineData("samples/models/messages.pkl", "samples/data/passengers.csv")]
    public void ModelWithFlippedBytesNeverCrashes(string model, string data)
    {
        byte[] whole = System.IO.File.ReadAllBytes(Repo.File(model));
        var random = new Random(11);
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < 400; i++)
        {
            byte[] bent = [.. whole];
            bent[random.Next(bent.Length)] ^= (byte)(1 << random.Next(8));
            (int exit, string _, string error) = Command.Run("predict", _folder.Write("model.pkl", bent), Repo.File(data));
            Assert.True(exit is 0 or 2 or 3, $"flip {i}: exit {exit}, {error}");
            Assert.DoesNotContain("InternalError", error, StringComparison.Ordinal);
            if (exit != 0)
            {
                AssertIsOneLine(error);
            }
        }

        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), $"took {clock.Elapsed}");
    }

    [Fact]
    public void PickleOfAListIsNoModel()
    {
        string list = _folder["list.pkl"];
        Pickle.Dump(new[] { 1, 2, 3 }.ToList(), list);
        AssertOneLine(3, "NotAnEstimator", "predict", list, Iris);
    }

    [Fact]
    public void ClassThatDoesNotRunIsNamed()
    {
        string path = _folder.Write("model.pkl", [0x80, 2, .. "csklearn.cluster._dbscan\nDBSCAN\n)"u8, 0x81, .. "}b."u8]);
        AssertOneLine(3, "UnsupportedEstimator: DBSCAN has no method for new data, in Python as here: it labels or places the rows of ", "predict",
            path, Iris);
    }

    [Theory]
    [InlineData("sklearn.mixture.gmm", "GMM", "UnsupportedEstimator: sklearn.mixture.gmm.GMM is a mixture of scikit-learn up to 0.19")]
    [InlineData("sklearn.mixture", "Bag", "UnsupportedEstimator: sklearn.mixture.Bag is not among the classes that Brine runs")]
    [InlineData("umap.umap_", "UMAP", "UnsupportedEstimator: umap.umap_.UMAP is of the package UMAP")]
    [InlineData("shop.mixture", "GaussianMixture", "CustomCode: shop.mixture.GaussianMixture is a class of Python code")]
    public void ClassThatScikitLearnDoesNotHaveIsNamedWithItsModule(string module, string name, string expected)
    {
        string path = _folder.Write("model.pkl",
            [0x80, 2, .. System.Text.Encoding.ASCII.GetBytes($"c{module}\n{name}\n)"), 0x81, .. "}b."u8]);
        AssertOneLine(3, expected, "predict", path, Iris);
    }

    [Fact]
    public void UntrainedModelIsNamed()
    {
        string path = _folder.Write("model.pkl", [0x80, 2, .. "csklearn.linear_model._base\nLinearRegression\n)"u8, 0x81, .. "}b."u8]);
        string error = AssertOneLine(3, "MissingAttribute", "predict", path, Iris);
        Assert.Contains("never trained", error, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileIsNamed()
    {
        string error = AssertOneLine(2, "FileNotFound", "predict", _folder["nothing.pkl"], Iris);
        Assert.Contains("nothing.pkl", error, StringComparison.Ordinal);
        AssertOneLine(2, "FileNotFound", "predict", Tree, _folder["nothing.csv"]);
    }

    [Fact]
    public void FolderInsteadOfAFileIsRefused() => AssertOneLine(2, "FileUnreadable", "predict", _folder.Path, Iris);

    [Fact]
    public void MissingColumnIsNamed()
    {
        string error = AssertOneLine(2, "InputColumns", "predict", Tree,
            _folder.Write("rows.csv", "sepal_length,sepal_width,petal_length\n5.1,3.5,1.4\n"));
        Assert.Contains("petal_width", error, StringComparison.Ordinal);
    }

    [Fact]
    public void RenamedColumnIsNamedWithTheOneThatWasMeant()
    {
        string error = AssertOneLine(2, "InputColumns", "predict", Tree,
            _folder.Write("rows.csv", "sepal_length,sepal_width,petal_length,petal_with\n5.1,3.5,1.4,0.2\n"));
        Assert.Contains("did you mean 'petal_with'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ExtraColumnIsPassedOverWithANote()
    {
        (int exit, string output,
            string error) = Command.Run("predict", Tree,
                _folder.Write("rows.csv", "id,petal_width,sepal_length,sepal_width,petal_length\n7,0.2,5.1,3.5,1.4\n"));
        Assert.Equal((0, "predict\nsetosa\n"), (exit, output));
        Assert.Contains("'id'", error, StringComparison.Ordinal);
        AssertIsOneLine(error);
    }

    [Fact]
    public void TextWhereANumberBelongsIsNamed()
    {
        string error = AssertOneLine(2, "InputText", "predict", Tree,
            _folder.Write("rows.csv", "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n5.1,wide,1.4,0.2\n"));
        Assert.Contains("'sepal_width'", error, StringComparison.Ordinal);
        Assert.Contains("'wide'", error, StringComparison.Ordinal);
        Assert.Contains("row 1", error, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongNumberOfFeaturesIsNamed()
    {
        string array = _folder.Write("rows.npy", Brine.Arrays.NpyFormat.Write(Brine.Arrays.NDArray.Of(new double[6], 2, 3)));
        string error = AssertOneLine(2, "InputFeatures", "predict", Tree, array);
        Assert.Contains("3 columns", error, StringComparison.Ordinal);
        Assert.Contains("trained on 4", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2,3\n", "InputCsv")]
    [InlineData("a,b\n1,\"2\n", "InputCsv")]
    [InlineData("", "InputEmpty")]
    [InlineData("[{\"a\": 1}, 2]", "InputJson")]
    [InlineData("{\"a\": ", "InputJson")]
    [InlineData("a\u0000b", "InputFormat")]
    [InlineData("[[1, 2], [3]]", "InputShape")]
    public void BrokenDataIsNamed(string content, string code) =>
        AssertOneLine(2, code, "predict", Tree, _folder.Write("rows.csv", content));

    [Theory]
    [InlineData("\u0093NUMPY\u0001\u0000\u000a\u0000{}        ", "FormatNpy")]
    [InlineData("PK\u0003\u0004 and so on", "FormatZip")]
    public void BrokenArraysAreNamed(string content, string code) =>
        AssertOneLine(2, code, "predict", Tree, _folder.Write("rows", Encoding.Latin1.GetBytes(content)));

    [Theory]
    [InlineData("predict")]
    [InlineData("predikt", "a", "b")]
    [InlineData("predict", "a", "b", "c")]
    [InlineData("predict", "a", "b", "--protocol", "3")]
    [InlineData("predict", "a", "b", "-m", "predict_prob")]
    [InlineData("predict", "a", "b", "-o", "answers.xls")]
    [InlineData("convert", "a.pkl", "a.docx")]
    [InlineData("convert", "a.pkl", "b.pkl", "--protocol", "6")]
    [InlineData("convert", "a.pkl", "b.pkl", "--protocol", "x")]
    [InlineData("verify", "a.pkl")]
    public void WrongUsageIsExplained(params string[] arguments)
    {
        (int exit, string output, string error) = Command.Run(arguments);
        Assert.Equal((4, ""), (exit, output));
        Assert.StartsWith("brine: Usage: ", error, StringComparison.Ordinal);
        AssertIsOneLine(error);
    }

    [Fact]
    public void MissingArgumentsAndUnknownOptionsAreNamed()
    {
        Assert.StartsWith("brine: Usage: DATA is missing", Command.Run("predict", "model.pkl").Error, StringComparison.Ordinal);
        Assert.StartsWith("brine: Usage: there is no option '--jsn'; did you mean '--json'?",
            Command.Run("predict", "a", "b", "--jsn").Error, StringComparison.Ordinal);
        Assert.StartsWith("brine: Usage: there is no option '--jsn'; did you mean '--json'?",
            Command.Run("inspect", "--jsn", "model.pkl").Error, StringComparison.Ordinal);
        Assert.StartsWith("brine: Usage: there is no option '--url'; did you mean '--urls'?",
            Command.Run("serve", "model.pkl", "--url", "http://127.0.0.1:1").Error, StringComparison.Ordinal);
        Assert.StartsWith("brine: FileNotFound:", Command.Run("inspect", "--", "--jsn").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void CsvThatIsNotUtf8IsRefused()
    {
        string error = AssertOneLine(2, "InputEncoding", "predict", Tree,
            _folder.Write("rows.csv", Encoding.Latin1.GetBytes("town\nTroms\u00f8\n")));
        Assert.EndsWith("rows.csv]\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorsSayWhichFileTheyMean() =>
        Assert.EndsWith("model.pkl]\n", AssertOneLine(2, "NotAModelEmpty", "predict", _folder.Write("model.pkl", ""), Iris),
            StringComparison.Ordinal);

    [Fact]
    public void MisspeltCommandsAndMethodsAreGuessed()
    {
        Assert.Contains("did you mean 'predict'", Command.Run("predikt").Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'predict_proba'", Command.Run("predict", "a", "b", "-m", "predict_prob").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AnswersThatDoNotStandSideBySideAreRefused()
    {
        string forest = Repo.File("samples", "models", "customers.joblib");
        AssertOneLine(2, "CannotTabulate", "predict", forest, Repo.File("samples", "data", "new-customers.csv"), "-m",
            "transform,get_feature_names_out");
    }

    private static string AssertOneLine(int exit, string code, params string[] arguments)
    {
        (int actual, string output, string error) = Command.Run(arguments);
        Assert.True(actual == exit, $"exit {actual} where {exit} should be: {error}");
        Assert.Equal("", output);
        Assert.StartsWith($"brine: {code}", error, StringComparison.Ordinal);
        AssertIsOneLine(error);
        return error;
    }

    private static void AssertIsOneLine(string error)
    {
        Assert.True(error.Length > 0 && error.IndexOf('\n', StringComparison.Ordinal) == error.Length - 1, error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.True(error.Length < 900, error);
    }
}
