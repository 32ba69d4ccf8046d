using System.IO.Compression;
using Brine.Pickling;
using Brine.Tests.Pickling;
using Brine.Tests.Support;

namespace Brine.Tests.Interop;

/// <summary>Every pickle among the fixtures, disassembled by Python and by Brine.</summary>
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

    private static IEnumerable<byte[]> Files()
    {
        string[] folders = [Repo.File("tests", "fixtures"), Repo.File("tests", "Brine.Tests", "Golden")];
        foreach (string path in folders.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
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
