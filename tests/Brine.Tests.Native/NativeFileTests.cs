using System.Text.RegularExpressions;

namespace Brine.Tests.Native;

/// <summary>The native file that <c>BRINE_NATIVE</c> names is one file, and has the numbers that the managed program has.</summary>
[Trait("Stage", "Native")]
public class NativeFileTests
{
    [Fact]
    public void TheCommandIsOneFileWithoutOthersBesideIt()
    {
        string file = Native();
        using var folder = new TemporaryFolder();
        string alone = folder[Path.GetFileName(file)];
        File.Copy(file, alone);
        (int exit, string output,
            string error) = Shell.Run(alone, folder.Path, "predict", Repo.File("samples", "models", "iris-tree.pkl"),
                Repo.File("samples", "data", "iris.csv"));
        Assert.True(exit == 0, error);
        Assert.Equal(151, output.Count(character => character == '\n'));
    }

    [Fact]
    public void EveryGoldenCaseIsRightToTheSameBits()
    {
        string[] folders = [.. ((string[])["Golden", "fixtures"])
            .SelectMany(root => Directory.GetFiles(Repo.File("tests", root), "manifest.jsonl", SearchOption.AllDirectories))
            .Select(file => Path.GetDirectoryName(file)!)];
        int right = 0;
        foreach (string folder in folders)
        {
            (int exit, string output, string error) = Shell.Run(Native(), folder, "verify", folder, "--json");
            (int managedExit, string managed,
                string managedError) = Shell.Run("dotnet", folder, Support.Cli.Program, "verify", folder, "--json");
            Assert.Equal((managedExit, managed, managedError), (exit, output, error));
            right += Regex.Count(output, "\"equal\"");
        }

        Assert.True(right > 2000, $"only {right} answers to the bit");
    }

    /// <summary>What their packages do by reflection is not seen while the file is made, so each kind of file is read and
    /// written.</summary>
    [Fact]
    public void TablesOfPackagesAreReadAndWrittenAsTheManagedProgramDoes()
    {
        using var folder = new TemporaryFolder();
        string[] tables = [.. Directory.GetFiles(Repo.File("tests", "tables"))
            .Where(file => Path.GetExtension(file) is ".parquet" or ".arrow" or ".arrows" or ".feather" or ".xlsx")];
        Assert.Contains(tables, file => file.EndsWith(".xlsx", StringComparison.Ordinal));
        int converted = 0;
        foreach (string table in tables)
        {
            string form = table.EndsWith(".parquet", StringComparison.Ordinal) ? "arrow" : "parquet";
            string native = folder["native." + form], managed = folder["managed." + form];
            (int exit, string _, string error) = Shell.Run(Native(), folder.Path, "convert", table, native, "--lossy");
            (int managedExit, string _, string managedError) =
                Shell.Run("dotnet", folder.Path, Support.Cli.Program, "convert", table, managed, "--lossy");
            Assert.Equal((managedExit, managedError.Replace("managed.", "native.", StringComparison.Ordinal)), (exit, error));
            if (exit == 0)
            {
                Assert.Equal(File.ReadAllBytes(managed), File.ReadAllBytes(native));
                converted++;
            }
        }

        Assert.True(converted > 7, $"only {converted} files were converted");
    }

    private static string Native()
    {
        string? file = Environment.GetEnvironmentVariable("BRINE_NATIVE");
        Assert.SkipWhen(string.IsNullOrEmpty(file), "BRINE_NATIVE does not say where the native file is: bash .ci/native publishes it");
        return Path.Combine(Repo.Root, file!);
    }
}
