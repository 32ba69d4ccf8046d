using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;
using Brine.Tables;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>Options that say how data is written: advised, taken by predict and convert alike, and refused where they are no use.</summary>
public sealed class FormOptionTests : IDisposable
{
    private static readonly string Iris = Repo.File("samples", "data", "iris.csv");
    private static readonly string Tree = Repo.File("samples", "models", "iris-tree.pkl");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a;b\n1,5;2\n", "InputDecimal", "--decimal ,")]
    [InlineData("a,b\n1,\u00ff\n", "InputEncoding", "--encoding latin-1")]
    public void WhatOneOptionMendsIsToldByPredictAndConvert(string text, string code, string advice)
    {
        string file = _folder.Write("rows.csv", System.Text.Encoding.Latin1.GetBytes(text));
        foreach (string[] call in (string[][])[["predict", Nameless(), file], ["convert", file, _folder["out.pkl"]]])
        {
            (int exit, string _, string error) = Command.Run(call);
            Assert.Equal(2, exit);
            Assert.StartsWith($"brine: {code}: ", error, StringComparison.Ordinal);
            Assert.Contains(advice, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ConvertAsksWhatALineOfNumbersIs()
    {
        (int exit, string _, string error) = Command.Run("convert", _folder.Write("rows.csv", "0,1\n3,4\n"), _folder["out.pkl"]);
        Assert.Equal(2, exit);
        Assert.StartsWith("brine: InputHeader: ", error, StringComparison.Ordinal);
        Assert.Contains("--no-header", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ThousandsAreNamedBesideDecimals()
    {
        string plain = Command.Run("predict", Tree, _folder.Write("a.csv", "a,b\n\"1,5\",\"2,000\"\n")).Error;
        string thousands = Command.Run("predict", Tree, _folder.Write("b.csv", "a,b\n\"1,000\",\"2,000\"\n12,\"12,500\"\n")).Error;
        Assert.DoesNotContain("thousands", plain, StringComparison.Ordinal);
        Assert.Contains("'1,000'", thousands, StringComparison.Ordinal);
        Assert.Contains("if the comma stands before thousands, save it without", thousands, StringComparison.Ordinal);
    }

    [Fact]
    public void ConvertReadsACsvAsItIsTold()
    {
        string file = _folder.Write("euro.csv", System.Text.Encoding.Latin1.GetBytes("gr\u00f6\u00dfe;b\n1,5;2\n"));
        Assert.Equal(0,
            Command.Run("convert", file, _folder["out.json"], "--decimal", ",", "--delimiter", ";", "--encoding", "latin-1").Exit);
        Assert.Equal("[{\"gr\u00f6\u00dfe\":1.5,\"b\":2}]\n", File.ReadAllText(_folder["out.json"]));
        string counted = _folder.Write("counted.csv", "0,1\n3,4\n");
        Assert.Equal(0, Command.Run("convert", counted, _folder["rows.npy"], "--no-header").Exit);
        Assert.Equal([2, 2], NpyFormat.Read(File.ReadAllBytes(_folder["rows.npy"])).Shape.ToArray());
        Assert.Equal(0, Command.Run("convert", counted, _folder["rows.json"], "--header").Exit);
        Assert.Equal("[{\"0\":3,\"1\":4}]\n", File.ReadAllText(_folder["rows.json"]));
    }

    [Fact]
    public void AFirstLineOfNumbersIsTheHeaderAndSaysSo()
    {
        string file = _folder.Write("rows.csv", "5.1,3.5,1.4,0.2\n6.2,3.4,5.4,2.3\n");
        (int exit, string output, string error) = Command.Run("predict", Nameless(), file);
        Assert.Equal((0, 2), (exit, output.Count(character => character == '\n')));
        Assert.StartsWith("brine: note: the first line of the CSV, 5.1,3.5,1.4,0.2, was taken for the names of the columns", error,
            StringComparison.Ordinal);
        Assert.Contains("(--header and --no-header overrule this)", error, StringComparison.Ordinal);
        (exit, output, error) = Command.Run("predict", Nameless(), file, "--no-header");
        Assert.Equal((0, 3, ""), (exit, output.Count(character => character == '\n'), error));
        Assert.Equal((0, 2),
            (Command.Run("predict", Nameless(), file, "--header").Exit,
                Command.Run("predict", Nameless(), file, "--header").Output.Count(character => character == '\n')));
    }

    [Fact]
    public void AModelOfNamesRefusesAFileWithoutAHeader()
    {
        string file = _folder.Write("rows.csv", "5.1,3.5,1.4,0.2\n6.2,3.4,5.4,2.3\n");
        (int exit, string _, string error) = Command.Run("predict", Tree, file);
        Assert.Equal(2, exit);
        Assert.StartsWith("brine: InputHeader: the names of the data are numbers (5.1, 3.5, 1.4, 0.2)", error, StringComparison.Ordinal);
        Assert.Contains("--no-header", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--delimiter", ";")]
    [InlineData("--decimal", ",")]
    [InlineData("--encoding", "latin-1")]
    [InlineData("--header")]
    [InlineData("--no-header")]
    public void OptionsForACsvAreWrongUsageForOtherData(params string[] option)
    {
        var npz = new NpzFile();
        npz["X"] = NDArray.Of([1.0, 2, 3, 4], 1, 4);
        string array = _folder.Write("rows.npy", NpyFormat.Write(npz["X"])), arrays = _folder.Write("rows.npz", npz.Write());
        string pickle = _folder.Write("rows.pkl", Pickler.Dump(new PyList([new PyList([1, 2, 3, 4])]))),
            json = _folder.Write("rows.json", "[[1, 2, 3, 4]]");
        foreach (string file in (string[])[array, arrays, pickle, json])
        {
            AssertUsage(option[0] + ": the data is ", ["predict", Tree, file, .. option]);
            AssertUsage(option[0] + ": the data is ", ["convert", file, _folder["out.pkl"], .. option]);
        }
    }

    [Fact]
    public void TheLibrarySaysSoToo()
    {
        byte[] array = NpyFormat.Write(NDArray.Of([1.0, 2], 1, 2));
        var options = new DataOptions { Csv = new CsvOptions { Delimiter = ';' } };
        Assert.Equal("InputOption", Assert.Throws<ModelInputException>(() => DataFile.Read(array, options)).Code);
    }

    [Fact]
    public void AManifestIsForAnNpzThatItTellsOf()
    {
        AssertUsage("--case: no manifest.jsonl beside ", ["predict", Tree, Iris, "--case"]);
        AssertUsage("--case: no manifest.jsonl beside ", ["predict", Tree, "-", "--case"]);
        string file = _folder.Write("rows.csv", File.ReadAllText(Iris));
        _folder.Write("manifest.jsonl", "{\"id\": \"a\", \"model\": \"m.pkl\", \"answers\": \"rows.csv\"}\n");
        AssertUsage("--case: the data is a CSV", ["predict", Tree, file, "--case"]);
    }

    [Fact]
    public void JsonIsWrittenToNoOtherForm()
    {
        AssertUsage("--json writes JSON, and -o ", ["predict", Tree, Iris, "--json", "-o", _folder["out.csv"]]);
        Assert.False(File.Exists(_folder["out.csv"]));
        Assert.Equal(0, Command.Run("predict", Tree, Iris, "--json", "-o", _folder["out.json"]).Exit);
    }

    [Theory]
    [InlineData("--protocol takes a whole number from 0 to 5, not 'x'", "convert", "a", "b.pkl", "--protocol", "x")]
    [InlineData("--protocol takes a whole number from 0 to 5, not '-1'", "convert", "a", "b.pkl", "--protocol", "-1")]
    [InlineData("--depth takes a whole number from 1 to 40, not '1.5'", "inspect", "a", "--depth", "1.5")]
    [InlineData("--indentlevel takes a whole number from 0 to 100, not '4000000000'", "dis", "a", "-l", "4000000000")]
    [InlineData("--ulp takes a whole number from 0 up, not 'two'", "verify", "a", "--ulp", "two")]
    [InlineData("--rtol takes a number from 0 up, not 'nan'", "verify", "a", "--rtol", "nan")]
    public void NumbersAreNamedWithWhatMayBeSaid(string text, params string[] call) => AssertUsage(text, call);

    [Fact]
    public void ControlCharactersOfACallAreEscaped()
    {
        const string Red = "\u001b[31mred\u202e";
        const string Escaped = "\\u001b[31mred\\u202e";
        foreach (string[] call in (string[][])[[Red], ["inspect", "a", "--" + Red], ["predict", "a", "b", "-m", Red],
            ["convert", "a", "b.pkl", "--protocol", Red], ["predict", Tree, Iris, "--delimiter", Red],
            ["verify", "a", "--only", "(" + Red]])
        {
            string error = Command.Run(call).Error;
            Assert.StartsWith("brine: Usage: ", error, StringComparison.Ordinal);
            Assert.Contains(Escaped, error, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', error);
        }

        string missing = Command.Run("inspect", Red).Error;
        Assert.Contains(Escaped, missing, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFolderOfTheOutputIsNamed()
    {
        string target = Path.Combine(_folder["none"], "out"), pickle = _folder.Write("value.pkl", Pickler.Dump(1));
        foreach (string[] call in (string[][])[["predict", Tree, Iris, "-o", target + ".csv"],
            ["predict", Tree, Iris, "-o", target + ".npz"], ["convert", pickle, target + ".json"], ["convert", pickle, target + ".joblib"],
            ["optimize", pickle, target], ["dis", pickle, "-o", target]])
        {
            (int exit, string _, string error) = Command.Run(call);
            Assert.Equal(2, exit);
            Assert.StartsWith("brine: FileNotWritten: " + target, error, StringComparison.Ordinal);
            Assert.EndsWith($"there is no folder {_folder["none"]}\n", error, StringComparison.Ordinal);
        }
    }

    /// <summary>A model that was trained on an array.</summary>
    private string Nameless()
    {
        var value = (PyObject)Pickle.Load(Tree).Reference!;
        var state = new PyDict();
        foreach ((PyValue name, PyValue attribute) in value.State.As<PyDict>()!)
        {
            if (name.AsString() != "feature_names_in_")
            {
                state[name] = attribute;
            }
        }

        value.State = state;
        Pickle.Dump(new PyValue(value), _folder["nameless.pkl"]);
        return _folder["nameless.pkl"];
    }

    private static void AssertUsage(string text, string[] call)
    {
        (int exit, string output, string error) = Command.Run(call);
        Assert.Equal((4, ""), (exit, output));
        Assert.StartsWith("brine: Usage: " + text, error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
    }
}
