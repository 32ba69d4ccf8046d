using System.Text.Json;

namespace Brine.Tests.Support;

/// <summary>Asks Python's own <c>pickletools</c>; a test that needs it is skipped where there is no Python.</summary>
internal static class PickletoolsRunner
{
    private const string Script = """
        import io, json, pickletools, sys
        annotate, indent = int(sys.argv[1]), int(sys.argv[2])
        for line in open("in.txt"):
            out = io.StringIO()
            try:
                pickletools.dis(bytes.fromhex(line), out, None, indent, annotate)
                print(json.dumps([out.getvalue(), None]))
            except Exception as error:
                print(json.dumps([out.getvalue(), str(error)]))
        """;

    /// <summary>What Python prints for each pickle, and the error it ends with, if any.</summary>
    internal static IReadOnlyList<(string Text, string? Error)> Dis(IReadOnlyList<byte[]> pickles, int annotate = 0, int indent = 4)
    {
        string folder = Directory.CreateTempSubdirectory("brine-pickletools").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "dis.py"), Script);
            File.WriteAllLines(Path.Combine(folder, "in.txt"), pickles.Select(Convert.ToHexStringLower));
            (int exit, string output, string error) = Shell.Run("python3", folder, "-X", "utf8", "dis.py", $"{annotate}", $"{indent}");
            Assert.True(exit == 0, error);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed, so there is no pickletools to compare with");
            return [];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string Text, string? Error) Read(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return (document.RootElement[0].GetString()!, document.RootElement[1].GetString());
    }
}
