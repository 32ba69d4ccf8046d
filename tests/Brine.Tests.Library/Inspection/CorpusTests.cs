using System.Globalization;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Inspection;

/// <summary>Files that people committed to public repositories: what each is, by its content. The corpus lies beside the folder that
/// BRINE_FIXTURES names.</summary>
public sealed class CorpusTests
{
    private static readonly Dictionary<string, string> Containers = new(StringComparer.Ordinal)
    {
        ["pickle"] = "pickle", ["joblib"] = "joblib", ["npy"] = "numpy array", ["npz"] = "numpy arrays (.npz)",
        ["torch-zip"] = "ZIP archive (PyTorch)",
        ["torch-legacy"] = "PyTorch file of the form before 1.6", ["unknown"] = "elements of one array", ["joblib-sidecar"] = "joblib",
    };

    private static readonly Dictionary<string, Codec> Codecs = new(StringComparer.Ordinal)
    {
        ["gzip"] = Codec.Gzip, ["zlib"] = Codec.Zlib, ["bz2"] = Codec.Bzip2, ["xz"] = Codec.Xz, ["lzma"] = Codec.Lzma, ["lz4"] = Codec.Lz4,
        ["joblib-zfile"] = Codec.ZFile,
    };

    [Theory]
    [InlineData("real", 128)]
    [InlineData("peers", 233)]
    public void EveryFileIsWhatItsManifestSays(string folder, int files)
    {
        string corpus = Path.Combine(Environment.GetEnvironmentVariable("BRINE_FIXTURES") ?? "", "..", "corpus", folder);
        Assert.SkipUnless(File.Exists(Path.Combine(corpus, "MANIFEST.tsv")), "there is no corpus beside BRINE_FIXTURES");
        var wrong = new List<string>();
        int tried = 0, named = 0;
        foreach (string line in File.ReadLines(Path.Combine(corpus, "MANIFEST.tsv")).Skip(1))
        {
            string[] row = line.Split('\t');
            tried++;
            if (Mistake(Path.Combine(corpus, row[0]), kind: row[6], globals: row[8], container: row[9], protocol: row[10],
                ref named) is { } mistake)
            {
                wrong.Add($"{row[0]} ({row[6]}, {row[9]}): {mistake}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{folder}: {tried - wrong.Count} recognised of {tried}, {named} globals found");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {tried}:\n{string.Join('\n', wrong)}");
        Assert.Equal(files, tried);
    }

    private static string? Mistake(string file, string kind, string globals, string container, string protocol, ref int named)
    {
        string? refusal = kind switch { "csv" => "NotAModelCsv", "text" => "NotAModelJson", "lfs-pointer" => "NotAModelGitLfs", _ => null };
        InspectionReport report;
        try
        {
            report = Inspector.Inspect(file);
        }
        catch (PickleException error)
        {
            return error.Code == refusal ? null : error.Message;
        }

        if (refusal is not null)
        {
            return $"taken for {report.Container}";
        }

        string[] layers = container.Split('+');
        if (layers.FirstOrDefault(Codecs.ContainsKey) is { } codec && report.Codec != Codecs[codec])
        {
            return $"taken for {report.Codec}";
        }

        if (layers[^1] is var form && Containers.TryGetValue(layers[0] == "npy" ? "npy" : form, out string? name)
            && !(form == "pickle" && report.Container.Contains("in files beside it", StringComparison.Ordinal))
            && !report.Container.Contains(name, StringComparison.Ordinal))
        {
            return $"taken for {report.Container}";
        }

        // A manifest has Python 2's names.
        globals = globals.Replace("__builtin__.xrange", "builtins.range", StringComparison.Ordinal).Replace("__builtin__.", "builtins.",
            StringComparison.Ordinal).Replace("copy_reg.", "copyreg.", StringComparison.Ordinal);
        string[] missing = [
            .. globals.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(global => report.Imports.All(import => import.Key != global))];
        named += globals.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length - missing.Length;
        return missing.Length > 0
            ? $"its globals {string.Join(", ", missing)} are not among {string.Join(", ", report.Imports.Select(import => import.Key))}"
            : int.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out int expected) && report.Protocol is { } found
                && found != expected ? $"protocol {found}, not {expected}"
            : null;
    }
}
