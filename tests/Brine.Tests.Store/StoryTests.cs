using System.Text.RegularExpressions;
using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>The story of <c>docs/store.md</c>, played as it stands, with the store wherever it may be: Python trains, the command keeps,
/// checks, promotes, answers and goes back.</summary>
public abstract partial class StoryTests(StoreBackend backend) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StoreFixture _fixture = new(backend);

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void TheStoryOfThePageComesTrue()
    {
        Python.Require();
        Assert.SkipUnless(File.Exists("/bin/bash") && File.Exists("/usr/bin/openssl"), "there is no bash or openssl here");
        string page = File.ReadAllText(Repo.File("docs", "store.md")).ReplaceLineEndings("\n");
        File.Copy(Repo.File("tools", "record_cases.py"), _folder["record_cases.py"]);
        _folder.Write("train.py", Blocks(page, "python").Single());
        string script = string.Concat(Blocks(page, "sh"));
        int commands = script.Split('\n').Count(line => line.StartsWith("brine ", StringComparison.Ordinal));
        Assert.True(commands > 25, $"{commands} commands");
        string program = Support.Cli.Program;
        (int exit, string output, string error) = Shell.Run("/bin/bash", _folder.Path, "-c", $$"""
            set -eu -o pipefail
            export BRINE_ACTOR=ann PATH="/usr/bin:$PATH"
            unset BRINE_STORE
            {{(backend == StoreBackend.Folder ? "" : $"export BRINE_STORE='{_fixture.Location}' BRINE_CACHE='{_fixture.Cache}'")}}
            brine() { printf '$ brine %s\n' "$*"; "{{DotNet}}" "{{program}}" "$@"; }
            {{script}}
            """);
        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exit == 0, error + output);
        Assert.Contains("not yet: nobody signed it, nobody approved it", output, StringComparison.Ordinal);
        Assert.Contains("  NOT  signed: it has no signature", output, StringComparison.Ordinal);
        Assert.Contains("  NOT  approved: nobody but ann, who added it, has approved it for production", output, StringComparison.Ordinal);
        Assert.Contains("production has iris:1", output, StringComparison.Ordinal);
        Assert.Contains("refused: the metric is worse", output, StringComparison.Ordinal);
        Assert.Contains("  NOT  metric:accuracy: 0.85 is worse than 0.97 of iris:1", output, StringComparison.Ordinal);
        Assert.Contains("testing has iris:1 again", output, StringComparison.Ordinal);
        Assert.Contains("\nsound: ", output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder["first.joblib"]), File.ReadAllBytes(_folder["model.joblib"]));

        string card = File.ReadAllText(_folder["card.md"]);
        Assert.Contains("# Model Card for iris\n", card, StringComparison.Ordinal);
        Assert.Contains("- **Version:** 1\n", card, StringComparison.Ordinal);
        Assert.Contains("| accuracy | 0.97 |", card, StringComparison.Ordinal);
        Assert.Contains("joblib.load(\"first.joblib\")", card, StringComparison.Ordinal);

        // What production answers is what Python answers.
        string python = Python.Run("""
            import joblib, pandas as pd, sys
            print("\n".join(str(label) for label in joblib.load(sys.argv[1] + "/first.joblib").predict(pd.read_csv(sys.argv[1] + "/rows.csv"))))
            """, _folder.Path);
        Assert.Contains("$ brine predict iris@production rows.csv\npredict\n" + python + "\n", output, StringComparison.Ordinal);

        using ModelStore store = backend == StoreBackend.Folder ? ModelStore.Open(_folder["brine-store"]) : _fixture.Open();
        Assert.Equal(backend == StoreBackend.Folder, Directory.Exists(_folder["brine-store"]));
        Assert.Equal(1, store.Find("iris@production").Number);
        Assert.True(store.Find("iris:3").IsRemoved);
        Assert.True(store.Check(Stop).IsSound);
        using ModelStore other = ModelStore.Open(_folder["other-store"]);
        Assert.True(other.Validate("iris-copy").Passed);
    }

    private static string DotNet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private static IEnumerable<string> Blocks(string page, string language) =>
        Block().Matches(page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
