using System.Text;
using Brine.Containers;
using Brine.Pickling;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Commands;

/// <summary>Refusals of the command: with a code, never with what was just asked for, and nothing unknown becomes a table.</summary>
public sealed class AdviceTests : IDisposable
{
    private static readonly string Iris = Repo.File("samples", "data", "iris.csv");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("This is a letter to whoever opens it.\nIt has two lines.\n")]
    [InlineData("One sentence, and then a stop.")]
    [InlineData("Dear Sir,\nthank you for the letter, which came today\n")]
    [InlineData("numpy==1.24\npandas==1.5\n")]
    [InlineData("Hello, you\nHow, are\nThese, things\n")]
    [InlineData("a,b\n")]
    [InlineData("apple\npear\nplum\n")]
    public void UnknownTextBecomesNoTable(string text)
    {
        string file = _folder.Write("text", text);
        foreach (string extension in (string[])[".pkl", ".csv", ".json", ".npz"])
        {
            AssertRefused("NotAModelText", "convert", file, _folder["out" + extension]);
            Assert.False(File.Exists(_folder["out" + extension]));
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a,b\nx,y\n")]
    [InlineData("name;town\nAda;London\n")]
    [InlineData("a\n1\n2\n")]
    [InlineData("1\n2\n")]
    [InlineData("a, b\n1, 2\n")]
    [InlineData("flag\nTrue\nFalse\n")]
    public void TablesStayTables(string text) =>
        Assert.Equal(0, Command.Run("convert", _folder.Write("text", text), _folder["out.pkl"]).Exit);

    [Theory]
    [InlineData("\u00fcber", 0)]
    [InlineData("\u00fcber", 2)]
    [InlineData("a\nb", 3)]
    public void NamesThatAProtocolCannotSayAreRefused(string name, int protocol)
    {
        Pickle.Dump(new PyValue(new PyGlobal("shop", name)), _folder["in.pkl"], new SaveOptions { Protocol = 4 });
        string error = AssertRefused("CannotWriteProtocol", "convert", _folder["in.pkl"], _folder["out.pkl"], "--protocol", $"{protocol}");
        Assert.DoesNotContain($"protocol {protocol} or later", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out.pkl"]));
    }

    [Theory]
    [InlineData("(I1\nI2\nt")]
    [InlineData("V\\u00fc\n")]
    [InlineData("Va\\u000ab\n")]
    [InlineData("N")]
    public void PersistentIdsThatProtocol0CannotSayAreRefused(string id)
    {
        string file = _folder.Write("in.pkl", [0x80, 2, .. Encoding.ASCII.GetBytes(id), (byte)'Q', (byte)'.']);
        AssertRefused("CannotWriteProtocol", "convert", file, _folder["out.pkl"], "--protocol", "0");
        Assert.Equal("CannotWriteProtocol",
            Assert.Throws<PickleProtocolException>(() => Pickler.Dump(Pickle.Load(file), new PicklerOptions { Protocol = 0 })).Code);
    }

    [Fact]
    public void PersistentIdsOfOneLineAreWritten()
    {
        string file = _folder.Write("in.pkl", [0x80, 2, .. "Vkey 1\nQ."u8]);
        Assert.Equal(0, Command.Run("convert", file, _folder["out.pkl"], "--protocol", "0").Exit);
        Assert.Equal("Pkey 1\n.", File.ReadAllText(_folder["out.pkl"]));
    }

    [Fact]
    public void WhatWasAskedIsNotAdvised()
    {
        string two = _folder.Write("two.pkl", [.. Pickle.Dumps("first"), .. Pickle.Dumps("second")]);
        foreach (string extension in (string[])[".pkl", ".joblib"])
        {
            string error = AssertRefused("UnsupportedConversion", "convert", two, _folder["out" + extension]);
            Assert.DoesNotContain("write .pkl", error, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("--lossy writes the rest", error, StringComparison.Ordinal);
        }

        Pickle.Dump("text", _folder["text.pkl"]);
        Assert.DoesNotContain("--lossy",
            AssertRefused("UnsupportedConversion", "convert", _folder["text.pkl"], _folder["out.npy"], "--lossy"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("brine predict", AssertRefused("NotAModelCsv", "predict", _folder.Write("rows.csv", "a,b\n1,2\n3,4\n"), Iris),
            StringComparison.Ordinal);
        Assert.DoesNotContain("brine inspect", AssertRefused("NotAModelCsv", "inspect", _folder["rows.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsOfRowsAreKeptByAnOptionThatIsNamed()
    {
        string error = AssertRefused("UnsupportedConversion", "convert", IndexedFrame(), _folder["out.csv"]);
        Assert.Contains("--lossy writes the rest, --index keeps the labels of the rows", error, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("convert", _folder["indexed.pkl"], _folder["out.csv"], "--index").Exit);
        UnsupportedConversionException refused = Assert.Throws<UnsupportedConversionException>(
            () => FileConverter.Convert(_folder["indexed.pkl"], _folder["other.csv"]));
        Assert.True(refused.IsLoss && refused.IsIndexLoss);
        Assert.DoesNotContain("--", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void PicklesThatWereCopiedAsTextAreNamed(int protocol)
    {
        byte[] whole = Pickle.Dumps(Pickle.Load(Repo.File("samples", "models", "iris-tree.pkl")), new SaveOptions { Protocol = protocol });
        string file = _folder.Write("model.pkl", CopiedAsText(whole));
        foreach (string command in (string[])["inspect", "predict", "convert"])
        {
            string error = AssertRefused("FormatLineEndings",
                command == "inspect" ? ["inspect", file]
                    : command == "predict" ? ["predict", file, Iris] : ["convert", file, _folder["out.pkl"]]);
            Assert.Contains("copied as text", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ACorruptPickleIsNotTakenForOneThatWasCopiedAsText()
    {
        byte[] whole = File.ReadAllBytes(Repo.File("samples", "models", "iris-tree.pkl"));
        AssertRefused("Format", "inspect", _folder.Write("cut.pkl", whole[..(whole.Length / 2)]));
        Assert.DoesNotContain("FormatLineEndings", Command.Run("inspect", _folder["cut.pkl"]).Error, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("inspect", _folder.Write("lines.pkl", Pickle.Dumps("a\r\nb\r\n"))).Exit);
    }

    private static byte[] CopiedAsText(byte[] bytes) => [.. bytes.SelectMany(value => value == (byte)'\n' ? "\r\n"u8.ToArray() : [value])];

    private string IndexedFrame()
    {
        string csv = _folder.Write("plain.csv", "a,b\n1,2\n3,4\n");
        FileConverter.Convert(csv, _folder["plain.pkl"]);
        PyValue frame = Pickle.Load(_folder["plain.pkl"]);
        // The same frame with labels of its own: the RangeIndex begins at 5.
        PyDict range = Find(frame, "start");
        range["start"] = 5;
        range["stop"] = 7;
        Pickle.Dump(frame, _folder["indexed.pkl"]);
        return _folder["indexed.pkl"];
    }

    private static PyDict Find(PyValue root, string key)
    {
        var pending = new Stack<PyValue>([root]);
        while (pending.TryPop(out PyValue value))
        {
            switch (value.Reference)
            {
                case PyDict dict when dict.ContainsKey(key):
                    return dict;
                case PyDict dict:
                    foreach ((PyValue _, PyValue item) in dict)
                    {
                        pending.Push(item);
                    }

                    break;
                case PyObject instance:
                    pending.Push(instance.Arguments);
                    pending.Push(instance.State);
                    break;
                case IReadOnlyList<PyValue> items:
                    foreach (PyValue item in items)
                    {
                        pending.Push(item);
                    }

                    break;
            }
        }

        throw new InvalidOperationException("there is no " + key);
    }

    private static string AssertRefused(string code, params string[] arguments)
    {
        (int exit, string output, string error) = Command.Run(arguments);
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith($"brine: {code}", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
        return error;
    }
}
