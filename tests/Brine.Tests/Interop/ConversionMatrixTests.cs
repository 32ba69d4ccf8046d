using System.Globalization;
using Brine.Pickling;
using Brine.Tests.Support;

namespace Brine.Tests.Interop;

/// <summary>
/// Any form to any other: Python writes each value in each form that it can hold it in, Brine converts all of them to all forms, and Python finds an
/// equal value there; or Brine refuses and says by name what the form cannot hold, and Python's own writer and reader cannot hold it either.
/// </summary>
public sealed class ConversionMatrixTests
{
    private static readonly string[] Targets =
        ["pkl", "pkl.gz", "joblib", "joblib.z", "joblib.gz", "joblib.bz2", "joblib.lzma", "joblib.xz", "npy", "npz", "csv", "json"];

    /// <summary>Tried with every codec; the others with none.</summary>
    private static readonly string[] Packed = ["plain", "array_matrix", "frame", "model_linear", "dict_of_arrays", "array_objects", "sparse_csr_matrix"];

    [Fact]
    public void EveryPairOfFormsGivesAnEqualValueOrARefusalByName()
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        string script = Repo.File("tests", "Brine.Tests", "Interop", "conversion_values.py");
        Python.RunFile(script, folder.Path, "write", folder.Path);
        var lines = new List<string>();
        var unread = new List<string>();
        int lossy = 0, refusedAll = 0;
        foreach (string source in Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(source);
            if (name.StartsWith("held.", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (string target in Targets.Where(target => !target.StartsWith("joblib.", StringComparison.Ordinal) || Packed.Contains(name.Split('.')[0])))
            {
                string file = folder[$"to-{name}-to.{target}"];
                try
                {
                    FileConverter.Convert(source, file, new ConvertOptions { OnNote = note => Assert.Fail($"{name} to {target} is told to lose something: {note}") });
                    lines.Add($"{name}\t{target}\t{file}\t");
                }
                catch (PickleException error)
                {
                    unread.Add($"{name} to {target}: {error.Message}");
                }
                catch (UnsupportedConversionException error)
                {
                    Assert.False(File.Exists(file), $"{name} to {target} was refused, and left a file");
                    lines.Add($"{name}\t{target}\trefused\t{error.Message.ReplaceLineEndings(" ")}");
                    bool isLossy = WriteLossy(source, folder["lossy." + target], name);
                    lossy += isLossy ? 1 : 0;
                    refusedAll += isLossy ? 0 : 1;
                }
            }
        }

        Assert.True(unread.Count == 0, string.Join('\n', unread));
        File.WriteAllLines(folder["converted.tsv"], lines);
        string[] report = Python.RunFile(script, folder.Path, "check", folder.Path).Trim('\n').Split('\n');
        string[] wrong = [.. report.Where(line => line.Length > 0 && line.Count(character => character == '\t') != 4)];
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {lines.Count} conversions are wrong:\n{string.Join('\n', wrong)}");
        string[][] counts = [.. report.Select(line => line.Split('\t'))];
        int Sum(int column) => counts.Sum(line => int.Parse(line[column], CultureInfo.InvariantCulture));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Sum(2)} conversions: {Sum(3)} equal in Python, {Sum(4)} refused by name; of those --lossy writes {lossy} with a note, {refusedAll} have no such form at all");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', counts.Select(line => $"{line[0]} to {line[1]}: {line[3]} equal and {line[4]} refused of {line[2]}")));
        Assert.Equal(lines.Count, Sum(2));
        Assert.Equal(lines.Count, Sum(3) + Sum(4));
        Assert.True(lines.Count > 2500, $"only {lines.Count} conversions");
        Assert.Equal(6 * Targets.Length, counts.Length);
    }

    /// <summary>Asked to lose something, the conversion tells what, or says that the form has nothing for such a value.</summary>
    private static bool WriteLossy(string source, string file, string name)
    {
        File.Delete(file);
        int notes = 0;
        try
        {
            FileConverter.Convert(source, file, new ConvertOptions { AllowsLoss = true, OnNote = _ => notes++ });
        }
        catch (UnsupportedConversionException error)
        {
            Assert.DoesNotContain("--lossy", error.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(file));
            return false;
        }

        Assert.True(notes > 0 && File.Exists(file), $"{name} was refused, and --lossy loses nothing");
        return true;
    }
}
