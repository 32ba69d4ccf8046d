using System.IO.Compression;
using Brine.Pickling;

namespace Brine.Tests.Interop;

/// <summary>Every pickle among the fixtures, disassembled by Python and by Brine.</summary>
[Trait("Stage", "Python")]
public class PickletoolsTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(30, 2)]
    public void EveryFixtureIsDisassembledAsPythonDisassemblesIt(int annotate, int indent)
    {
        byte[][] pickles = [.. Files().Where(pickle => pickle.Length is > 0 and < 200_000)];
        Assert.True(pickles.Length > 20, $"only {pickles.Length} fixtures were found");
        IReadOnlyList<(string Text, string? Error)> expected = PickletoolsRunner.Dis(pickles, annotate, indent);
        int whole = 0;
        for (int i = 0; i < pickles.Length; i++)
        {
            var output = new StringWriter();
            try
            {
                Disassembler.Write(pickles[i], output, new DisassemblerOptions { AnnotationColumn = annotate, IndentLevel = indent });
            }
            catch (PickleFormatException error)
            {
                Assert.True(expected[i].Error is not null, error.Message);
            }

            // Where Python gives up on text outside ASCII, Brine goes on: what Python printed is then the beginning.
            Assert.StartsWith(expected[i].Text, output.ToString(), StringComparison.Ordinal);
            if (expected[i].Error is null)
            {
                Assert.Equal(expected[i].Text.Length, output.ToString().Length);
                whole++;
            }
        }

        Assert.True(whole > 20, $"Python reads only {whole} of the fixtures whole");
    }

    /// <summary>The command line of <c>python -m pickletools</c>, option by option.</summary>
    [Theory]
    [InlineData("a.pkl")]
    [InlineData("a.pkl b.pkl")]
    [InlineData("-p {name}:{{}} a.pkl b.pkl")]
    [InlineData("-p == a.pkl")]
    [InlineData("-a -l 2 a.pkl b.pkl")]
    [InlineData("-m a.pkl b.pkl")]
    [InlineData("-o out.txt -a a.pkl b.pkl")]
    [InlineData("--preamble {name} --memo --annotate --indentlevel 1 a.pkl c.pkl")]
    public void CommandPrintsWhatPickletoolsPrints(string arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.pkl", Pickles.Of(@"]q\x00(h\x00K\x01e."));
        folder.Write("b.pkl", Pickles.Of(@"\x80\x02}q\x01X\x01\x00\x00\x00aNs."));
        folder.Write("c.pkl", Pickles.Of(@"h\x00."));
        string[] words = arguments.Split(' ');
        (int exit, string expected, string error) = Python.Module("pickletools", folder.Path, words);
        Assert.True(exit == 0, error);
        string[] here = [
            .. words.Select(
                word => word.EndsWith(".pkl", StringComparison.Ordinal) || word.EndsWith(".txt", StringComparison.Ordinal) ? folder[word]
                    : word)];
        string written = words.Contains("out.txt") ? File.ReadAllText(folder["out.txt"]) : "";
        (int ours, string output, string message) = Support.Cli.Run(["dis", .. here]);
        Assert.True(ours == 0, message);
        Assert.Equal(expected, output.Replace(folder.Path + "/", "", StringComparison.Ordinal));
        Assert.Equal(written,
            words.Contains("out.txt") ? File.ReadAllText(folder["out.txt"]).Replace(folder.Path + "/", "", StringComparison.Ordinal) : "");
    }

    [Theory]
    [InlineData("{other}")]
    [InlineData("{")]
    [InlineData("}")]
    public void PreambleThatPythonWouldNotFormatIsAnError(string preamble)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("a.pkl", Pickles.Of("N."));
        Assert.Equal(4, Support.Cli.Run("dis", "-p", preamble, file, file).Exit);
    }

    private static IEnumerable<byte[]> Files()
    {
        string[] folders = [Repo.File("tests", "fixtures"), Repo.Golden()];
        foreach (string path in folders.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(path) is ".pkl" or ".joblib" or ".pickle")
            {
                byte[] bytes = File.ReadAllBytes(path);
                yield return bytes is [0x1f, 0x8b, ..] ? Unpack(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
                    : bytes is [0x78, ..] ? Unpack(new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress)) : bytes;
            }
        }
    }

    private static byte[] Unpack(Stream stream)
    {
        using (stream)
        {
            var whole = new MemoryStream();
            stream.CopyTo(whole);
            return whole.ToArray();
        }
    }
}
