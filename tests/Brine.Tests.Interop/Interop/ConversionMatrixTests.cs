using System.Globalization;
using Brine.Pickling;
using Brine.Tables;

namespace Brine.Tests.Interop;

/// <summary>
/// Any form to any other: Python writes each value in each form that it can hold it in, Brine converts all of them to all forms, and Python
/// finds an equal value there; or Brine refuses and says by name what the form cannot hold, and Python's own writer and reader cannot hold
/// it either.
/// </summary>
[Trait("Stage", "Python")]
public sealed class ConversionMatrixTests
{
    private static readonly string[] Targets =
        ["pkl", "pkl.gz", "joblib", "joblib.z", "joblib.gz", "joblib.bz2", "joblib.lzma", "joblib.xz", "npy", "npz", "csv", "json"];

    /// <summary>Tried with every codec; the others with none.</summary>
    private static readonly string[] Packed = ["plain", "array_matrix", "frame", "model_linear", "dict_of_arrays", "array_objects",
        "sparse_csr_matrix"];

    [Fact]
    public void EveryPairOfFormsGivesAnEqualValueOrARefusalByName()
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        string script = Repo.File("tests", "Brine.Tests.Interop", "Interop", "conversion_values.py");
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

            foreach (string target in Targets.Where(
                target => !target.StartsWith("joblib.", StringComparison.Ordinal) || Packed.Contains(name.Split('.')[0])))
            {
                string file = folder[$"to-{name}-to.{target}"];
                try
                {
                    Convert(name, source, file,
                        new ConvertOptions
                            { KeepsTypes = true,
                                OnNote = note => Assert.True(IsOfHeader(note), $"{name} to {target} is told to lose something: {note}") });
                    lines.Add($"{name}\t{target}\t{file}\t");
                    if (name.EndsWith(".pkl", StringComparison.Ordinal) && target is "npy" or "npz" or "csv" or "json")
                    {
                        // And what was written here is read here.
                        string back = folder[$"back-{name}-{target}.pkl"];
                        Convert(name, file, back, new ConvertOptions());
                        lines.Add($"{Path.ChangeExtension(name, target)}\tpkl\t{back}\t");
                    }
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
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Sum(2)} conversions: {Sum(3)} equal in Python, {Sum(4)} refused by name; of those --lossy writes {lossy} with a note, "
                + $"{refusedAll} have no such form at all");
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join('\n', counts.Select(line => $"{line[0]} to {line[1]}: {line[3]} equal and {line[4]} refused of {line[2]}")));
        Assert.Equal(lines.Count, Sum(2));
        Assert.Equal(lines.Count, Sum(3) + Sum(4));
        Assert.True(lines.Count > 2500, $"only {lines.Count} conversions");
        Assert.Equal(6 * Targets.Length, counts.Length);
        CompareWithPage(counts, lossy);
    }

    /// <summary>The pairs in <c>docs/formats.md</c> are those found here, with the same versions of Python's libraries.</summary>
    private static void CompareWithPage(string[][] counts, int lossy)
    {
        string[] forms = ["pkl", "joblib", "npy", "npz", "csv", "json"];
        string versions = Python.Run(
            "import sys, numpy, scipy, pandas, joblib; print(f'Python {sys.version.split()[0]}, numpy {numpy.__version__}, scipy "
                + "{scipy.__version__}, pandas {pandas.__version__}, joblib {joblib.__version__}')");
        var text = new System.Text.StringBuilder("\n## Conversions, pair by pair\n\nWritten by `ConversionMatrixTests` with " + versions
            + ".\nFrom the form on the left to the one above: values that Python finds equal, and those refused by name (with "
            + "`--keep-types`) because Python's own writer and reader of\n");
        text.Append(CultureInfo.InvariantCulture,
            $"the form lose something of them, too. Of the refused ones `--lossy` writes {lossy}, and tells what is lost. joblib is tried "
                + $"with every codec.\n\n| | {string.Join(" | ", forms)} |\n| --- |{string.Concat(forms.Select(_ => " --- |"))}\n");
        foreach (string from in forms)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {from} |");
            foreach (string to in forms)
            {
                int[] sums = [
                    .. new[] { 2, 3,
                        4 }.Select(column =>
                            counts.Where(line => line[0] == from && line[1].Split('.')[0] == to)
                                .Sum(line => int.Parse(line[column], CultureInfo.InvariantCulture)))];
                text.Append(CultureInfo.InvariantCulture, $" {sums[1]} of {sums[0]}{(sums[2] > 0 ? $", {sums[2]} refused" : "")} |");
            }

            text.Append('\n');
        }

        string path = Repo.File("docs", "formats.md"), page = File.ReadAllText(path);
        int start = page.IndexOf("\n## Conversions, pair by pair\n", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("BRINE_APPROVE_DOCS") == "1")
        {
            File.WriteAllText(path, page[..(start < 0 ? page.Length : start)] + text);
        }
        else if (start >= 0 && page.Contains(versions, StringComparison.Ordinal))
        {
            Assert.Equal(page[start..], text.ToString());
        }
    }

    /// <summary>Where only who wrote a CSV knows whether 0, 1, 2... above ints are names, it is said: a frame or a series has
    /// names.</summary>
    private static void Convert(string name, string source, string file, ConvertOptions options)
    {
        try
        {
            FileConverter.Convert(source, file, options);
        }
        catch (ModelInputException error) when (error.Code == "InputHeader")
        {
            bool hasHeader = name.StartsWith("frame", StringComparison.Ordinal) || name.StartsWith("series", StringComparison.Ordinal);
            FileConverter.Convert(source, file, options with { Csv = new CsvOptions { HasHeader = hasHeader } });
        }
    }

    private static bool IsOfHeader(string note) => note.StartsWith("the first line of the CSV", StringComparison.Ordinal);

    /// <summary>Asked to lose something, the conversion tells what, or says that the form has nothing for such a value.</summary>
    private static bool WriteLossy(string source, string file, string name)
    {
        File.Delete(file);
        int notes = 0;
        try
        {
            Convert(name, source, file, new ConvertOptions { AllowsLoss = true, OnNote = note => notes += IsOfHeader(note) ? 0 : 1 });
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
