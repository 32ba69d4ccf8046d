namespace Brine.Tests.Doctor;

/// <summary>What the doctor says of two versions of scikit-learn is what these did with the same files.</summary>
public sealed class OpeningTests
{
    private static readonly string[][] Rows = [.. File.ReadLines(Repo.Golden("doctor", "opens.tsv")).Select(line => line.Split('\t'))];

    private static readonly string[] Versions = ["1.2", "1.9"];

    public static TheoryData<string> Folders =>
        [.. Rows.Skip(1).Select(row => row[0].Split('/')[0]).Distinct().Where(folder => Find(folder) is not null)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void AVersionOpensWhatTheDoctorSaysItDoes(string folder)
    {
        int known = 0, asked = 0;
        var wrong = new List<string>();
        foreach (string[] row in Rows.Skip(1).Where(row => row[0].StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            string path = Path.Combine(Find(folder)!, row[0].Split('/')[1]);
            if (!File.Exists(path) || row[0].EndsWith("CountVectorizer.count.text.joblib", StringComparison.Ordinal))
            {
                // joblib reads no text of Python 2, and pickle does.
                continue;
            }

            DoctorReport report = ModelDoctor.Examine(path);
            for (int i = 0; i < Versions.Length; i++)
            {
                // What numpy has not, no scikit-learn opens.
                bool? says = i == 0 && report.Openings.Any(opening => opening is { Software: "numpy", Opens: false }) ? false
                    : OfVersion(report, Versions[i]);
                asked++;
                known += says is null ? 0 : 1;
                if (says is { } opens && opens != (row[i + 1] == "+"))
                {
                    wrong.Add($"{row[0]} in {Versions[i]}: {(opens ? "opens" : "does not open")}, it is said");
                }
            }
        }

        Assert.True(asked > 100, $"{asked} files of {folder}");
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong of {asked}:\n{string.Join('\n', wrong)}");
        Assert.True(known >= asked * 9 / 10, $"{known} known of {asked}");
    }

    private static bool? OfVersion(DoctorReport report, string version) => report.Openings
        .Single(opening => opening.Software == "scikit-learn" && Covers(opening.Versions, version)).Opens;

    private static bool Covers(string versions, string version)
    {
        string[] ends = versions.Split(" to ");
        return Version.Parse(ends[0]) <= Version.Parse(version) && Version.Parse(version) <= Version.Parse(ends[^1]);
    }

    private static string? Find(string folder)
    {
        string here = Repo.File("tests", "fixtures", folder);
        string all = Path.Combine(Environment.GetEnvironmentVariable("BRINE_FIXTURES") ?? "none", folder);
        return Directory.Exists(all) ? all : Directory.Exists(here) ? here : null;
    }
}
