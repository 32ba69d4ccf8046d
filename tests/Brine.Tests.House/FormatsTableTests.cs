using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Brine.Arrays;
using Brine.Containers;

namespace Brine.Tests.House;

/// <summary>
/// <c>docs/formats.md</c> is written from what the tests find, never typed: set BRINE_APPROVE_DOCS=1, and BRINE_FIXTURES to all files of
/// the producers, and run this test to write it again.
/// </summary>
public sealed partial class FormatsTableTests
{
    private static readonly string[] Goldens = [Repo.Golden("values"),
        Repo.Golden("pandas"), Repo.Golden("sidecars")];

    [Fact]
    public void PageSaysWhatTheTestsFind()
    {
        string fixtures = Path.Combine(Environment.GetEnvironmentVariable("BRINE_FIXTURES") ?? "", "values");
        bool hasFixtures = Directory.Exists(fixtures);
        string path = Repo.File("docs", "formats.md");
        string old = File.Exists(path) ? File.ReadAllText(path) : "";
        string page = Page(Count(Goldens), hasFixtures ? Count([fixtures]) : null)
            + (Conversions().Match(old) is { Success: true } section ? section.Value : "");
        if (hasFixtures && Environment.GetEnvironmentVariable("BRINE_APPROVE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        string written = File.ReadAllText(path);
        Assert.Equal(hasFixtures ? written : WithoutFixtures(written), hasFixtures ? page : WithoutFixtures(page));
        foreach (Match test in TestName().Matches(written))
        {
            Assert.True(Repo.Tests().Any(file => Path.GetFileNameWithoutExtension(file) == test.Groups[1].Value),
                $"docs/formats.md names {test.Groups[1].Value}, which is no test");
        }
    }

    private static SortedDictionary<string, Tally> Count(string[] folders)
    {
        var tallies = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        foreach (ValueResult result in folders.SelectMany(folder => ValueFolder.Run(folder)))
        {
            (string form, string version) = FormOf(result.Case);
            if (!tallies.TryGetValue(form, out Tally? tally))
            {
                tallies[form] = tally = new Tally();
            }

            tally.Tried++;
            tally.Right += result.Outcome == ValueOutcome.Right ? 1 : 0;
            tally.Versions.Add(version);
        }

        return tallies;
    }

    private static string Page(SortedDictionary<string, Tally> here, SortedDictionary<string, Tally>? all)
    {
        var text = new StringBuilder();
        text.Append(
            "# Formats\n\nWritten by `House/FormatsTableTests` from what the tests find. `brine inspect` names every one of these, by "
                + "content and never by name.\n\n");
        text.Append(
            "## What Python wrote, read\n\nValues that are what Python loads from the same file, of values tried: of the files in this "
                + "repository, and of all files that were made for the tests\n(`BRINE_FIXTURES`), with the versions that wrote them. The "
                + "test is `ValueFolderTests`; `FixtureIdentityTests` saves them again, byte for byte.\n\n");
        text.Append("| form | here | all | written by |\n| --- | --- | --- | --- |\n");
        foreach (string form in here.Keys.Union(all?.Keys ?? Enumerable.Empty<string>()).Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {form[2..]} | {here.GetValueOrDefault(form)?.ToString() ?? "-"} | {all?.GetValueOrDefault(form)?.ToString() ?? "-"} | "
                    + $"{all?.GetValueOrDefault(form)?.Range ?? "-"} |\n");
        }

        text.Append("\nModels without a pickle, and folders of models, with the answers that Python gave: "
            + Models("skops", "SkopsFileTests") + "; " + Models("mlflow", "MlflowModelTests") + ".\n\n");
        text.Append("## Written\n\n| form | asked for by | Python loads it in |\n| --- | --- | --- |\n");
        foreach ((string form, string how, string test) in Written)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {form} | {how} | {test} |\n");
        }

        text.Append(
            "\n## What a file may be packed in\n\nTaken off until a pickle, an array or a model is left, five times at most. Tried here on "
                + "one pickle.\n\n| packed in | read | written |\n| --- | --- | --- |\n");
        foreach ((string name, byte[] bytes, string written) in Packed())
        {
            PickleFile file = PickleFile.Read(bytes);
            Assert.Equal("'packed'", file.Value.ToString());
            text.Append(CultureInfo.InvariantCulture, $"| {name} | as `{string.Join(", ", file.Layers)}` | {written} |\n");
        }

        text.Append(
            "\n## Recognised, and named\n\nOther files are known by their content, too. Arrays, tables, skops and MLflow have ways of "
                + "their own to be opened; where a pickle is needed each is refused with\na code that says what it is "
                + "([errors](errors.md)), and `brine inspect` shows what is in it where it can.\n\n| form | code of the refusal |\n| "
                + "--- | --- |\n");
        foreach ((FileFormat format, byte[] bytes) in OtherForms())
        {
            Assert.Equal(format, UnpackedFile.Read(bytes).Format);
            text.Append(CultureInfo.InvariantCulture,
                $"| {format} | `{Assert.Throws<Brine.Pickling.PickleFormatException>(() => PickleFile.Read(bytes)).Code}` |\n");
        }

        return text.Append(
            "\ncloudpickle, dill and pandas' own pickles are pickles: they load, what is code in them stays data, and `brine inspect` "
                + "names it.\n").ToString();
    }

    /// <summary>The form of a file, with what orders it in front, and the version of what wrote it.</summary>
    private static (string Form, string Version) FormOf(ValueCase item)
    {
        string compress = item.How("compress") is { Length: > 0 } asked ? asked : "none";
        return item.Kind switch
        {
            "plain" or "opaque" => ($"0 pickle, protocol {item.How("protocol")}: Python's own values", "Python " + Producer(item, "python"))
            ,
            "numpy" => ($"1 numpy in a pickle: {NumpyFamily(Tag(item))}", "numpy " + Producer(item, "numpy")),
            "npy" => ($"2 .npy {item.How("npy")}", "numpy " + Producer(item, "numpy")),
            "npz" => ($"2 .npz, {(item.How("by") == "numpy.savez" ? "stored" : "deflated")}", "numpy " + Producer(item, "numpy")),
            "scipy" =>
                ($"3 scipy.sparse, "
                    + $"{(item.Expected.TryGetProperty("format", out JsonElement format) ? format.GetString() : "several in a list")}",
                    "scipy " + Producer(item, "scipy")),
            "pandas" when item.How("by") != "pickle" =>
                ($"5 pandas to_pickle, {(item.How("compression") is { Length: > 0 } packed ? packed : "uncompressed")}",
                    "pandas " + Producer(item, "pandas")),
            "pandas" => ($"4 pandas: {Tag(item).Replace("pandas.", "", StringComparison.Ordinal)}", "pandas " + Producer(item, "pandas")),
            _ when item.Line.TryGetProperty("sidecars", out _) =>
                ("7 joblib up to 0.9, arrays in files beside it", "joblib " + item.How("version")),
            _ when item.How("version")!.StartsWith("0.8", StringComparison.Ordinal)
                || item.How("version")!.StartsWith("0.9", StringComparison.Ordinal) =>
                ($"7 joblib up to 0.9, {(compress == "none" ? "plain" : "compressed (ZF)")}", "joblib " + item.How("version")),
            _ =>
                ($"6 joblib, {(compress is "none" ? "uncompressed" : compress is "True" ? "zlib" : compress)}",
                    "joblib " + item.How("version")),
        };
    }

    private static string NumpyFamily(string tag) => tag switch
    {
        "ndarray" => "arrays of every dtype",
        "numpy.scalar" => "scalars",
        "masked" or "numpy.ma.masked" => "masked arrays",
        _ when tag.StartsWith("numpy.random.", StringComparison.Ordinal) => "random generators",
        _ => "dtypes, ufuncs, polynomials, collections of arrays",
    };

    private static string Tag(ValueCase item) =>
        item.Expected.ValueKind == JsonValueKind.Object && item.Expected.TryGetProperty("$", out JsonElement tag) ? tag.GetString()!
            : "list";

    private static string Producer(ValueCase item, string library)
    {
        using JsonDocument producer = JsonDocument.Parse(File.ReadAllText(Path.Combine(item.Folder, "producer.json")));
        return string.Join('.', producer.RootElement.GetProperty(library).GetString()!.Split('.')[..2]);
    }

    private static string Models(string name, string test)
    {
        string[] folders = [
            .. Directory.GetDirectories(Repo.Golden(name))
                .Where(folder => File.Exists(Path.Combine(folder, "manifest.jsonl"))).Order(StringComparer.Ordinal)];
        int cases = folders.Sum(folder => File.ReadLines(Path.Combine(folder, "manifest.jsonl")).Count(line => line.Length > 0));
        return $"{cases} of {string.Join(", ", folders.Select(folder => Path.GetFileName(folder)!.Replace('-', ' ')))} (`{test}`)";
    }

    /// <summary>The page without the columns, and the rows, that need the files that are not in the repository.</summary>
    private static string WithoutFixtures(string page) => ReadRow().Replace(FixtureRow().Replace(page, ""), "| $1 | $2 |");

    [GeneratedRegex(@"^\| ([^|]+) \| (\d+ of \d+) \|[^|]*\|[^|]*\|$", RegexOptions.Multiline)]
    private static partial Regex ReadRow();

    [GeneratedRegex(@"^\| [^|]+ \| - \|.*\n", RegexOptions.Multiline)]
    private static partial Regex FixtureRow();

    [GeneratedRegex(@"\n## Conversions, pair by pair\n[\s\S]*")]
    private static partial Regex Conversions();

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex TestName();

    private sealed class Tally
    {
        internal int Right { get; set; }

        internal int Tried { get; set; }

        internal SortedSet<string> Versions
        {
            get;
        } = new(Comparer<string>.Create(
            (left, right) =>
                Version.Parse(left[(left.IndexOf(' ', StringComparison.Ordinal) + 1)..])
                    .CompareTo(Version.Parse(right[(right.IndexOf(' ', StringComparison.Ordinal) + 1)..]))));

        /// <summary>joblib 0.10.3, 0.11, 1.6.0: the name once.</summary>
        internal string Range =>
            string.Join(", ",
                Versions.Select((version, i) => i == 0 ? version : version[(version.IndexOf(' ', StringComparison.Ordinal) + 1)..]));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Right} of {Tried}");
    }
}
