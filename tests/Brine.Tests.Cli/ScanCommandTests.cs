using System.Text.Json;

namespace Brine.Tests.Cli;

/// <summary><c>brine scan</c>: verdicts, exit codes, forms, baselines and policies.</summary>
public class ScanCommandTests
{
    private static readonly byte[] Safe = Pickles.Of("\\x80\\x04].");
    private static readonly byte[] Unknown = Pickles.Of("\\x80\\x04cshop\\nModel\\n)\\x81.");
    private static readonly byte[] Evil = Pickles.Of("cos\\nsystem\\n(S'id'\\ntR.");
    private static readonly byte[] Broken = Pickles.Of("\\x80\\x04]q\\x00(K\\x01");

    [Theory]
    [InlineData("safe", false, 0)]
    [InlineData("unknown", false, 0)]
    [InlineData("unknown", true, 1)]
    [InlineData("evil", false, 1)]
    [InlineData("broken", false, 3)]
    [InlineData("text", false, 3)]
    [InlineData("safe unknown", false, 0)]
    [InlineData("safe evil broken", false, 1)]
    [InlineData("safe broken", true, 3)]
    [InlineData("safe missing", false, 2)]
    public void TheExitCodeSaysIt(string files, bool isStrict, int exit)
    {
        using TemporaryFolder folder = Folder();
        string[] paths = [.. files.Split(' ').Select(name => folder[name + ".pkl"])];
        Assert.Equal(exit, Support.Cli.Run(["scan", .. paths, .. isStrict ? (string[])["--strict"] : []]).Exit);
    }

    [Fact]
    public void TextSaysWhatWouldHappenAndWhatToDo()
    {
        using TemporaryFolder folder = Folder();
        (int exit, string output, string error) = Support.Cli.Run("scan", folder["evil.pkl"]);
        Assert.Equal(1, exit);
        Assert.Empty(error);
        Assert.StartsWith($"{folder["evil.pkl"]}: Dangerous\n  Dangerous DeniedName at 19, REDUCE\n    os.system('id')\n", output,
            StringComparison.Ordinal);
        Assert.Contains("Do not load the file.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderIsScannedWithTheFoldersInIt()
    {
        using TemporaryFolder folder = Folder();
        Directory.CreateDirectory(folder["deep"]);
        File.WriteAllBytes(Path.Combine(folder["deep"], "model"), Evil);
        (int exit, string output, _) = Support.Cli.Run("scan", folder.Path);
        Assert.Equal(1, exit);
        Assert.EndsWith("6 files: 2 Dangerous, 2 Review, 1 Safe, 1 not a model\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonHasTheFilesInOrder()
    {
        using TemporaryFolder folder = Folder();
        (_, string output, _) = Support.Cli.Run("scan", folder.Path, "--format", "json");
        JsonElement[] files = [.. JsonDocument.Parse(output).RootElement.GetProperty("files").EnumerateArray()];
        Assert.Equal(["Review", "Dangerous", "Safe", "NotAModel", "Review"],
            files.Select(file => file.GetProperty("verdict").GetString()!));
        Assert.Equal([true, false, false, false, false], files.Select(file => file.GetProperty("incomplete").GetBoolean()));
        Assert.Equal(output, Support.Cli.Run("scan", folder.Path, "--json").Output);
    }

    [Fact]
    public void SarifIsWrittenToAFile()
    {
        using TemporaryFolder folder = Folder();
        (int exit, string output, _) = Support.Cli.Run("scan", folder["evil.pkl"], "--format", "sarif", "-o", folder["log.sarif"]);
        Assert.Equal((1, ""), (exit, output));
        JsonElement log = JsonDocument.Parse(File.ReadAllText(folder["log.sarif"])).RootElement;
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
    }

    [Fact]
    public void StandardInputIsScanned()
    {
        (int exit, string output, _) = Support.Cli.RunWithInput("cos\nsystem\n(S'id'\ntR.", "scan", "-");
        Assert.Equal(1, exit);
        Assert.StartsWith("-: Dangerous", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatABaselineKnowsIsNotToldAgain()
    {
        using TemporaryFolder folder = Folder();
        string known = folder["known.json"];
        Assert.Equal(1, Support.Cli.Run("scan", folder["unknown.pkl"], folder["evil.pkl"], "--write-baseline", known, "--strict").Exit);
        (int exit, string output, _) = Support.Cli.Run("scan", folder["unknown.pkl"], folder["evil.pkl"], "--baseline", known, "--strict");
        Assert.Equal(0, exit);
        Assert.EndsWith("2 files: 2 Safe\n", output, StringComparison.Ordinal);

        // What is dangerous is known for these bytes alone.
        File.WriteAllBytes(folder["evil.pkl"], [.. Safe, .. Evil]);
        Assert.Equal(1, Support.Cli.Run("scan", folder["evil.pkl"], "--baseline", known).Exit);
        File.WriteAllBytes(folder["unknown.pkl"], Pickles.Of("\\x80\\x04cshop\\nOther\\n)\\x81."));
        Assert.Equal(1, Support.Cli.Run("scan", folder["unknown.pkl"], "--baseline", known, "--strict").Exit);
    }

    [Fact]
    public void APolicyAllowsAndForbids()
    {
        using TemporaryFolder folder = Folder();
        string policy = folder.Write("policy.json", """{ "allow": ["shop.Model"], "unknown": "Dangerous" }""");
        Assert.Equal(0, Support.Cli.Run("scan", folder["unknown.pkl"], "--policy", policy, "--strict").Exit);
        folder.Write("policy.json", """{ "unknown": "Dangerous" }""");
        Assert.Equal(1, Support.Cli.Run("scan", folder["unknown.pkl"], "--policy", policy).Exit);
        folder.Write("policy.json", """{ "alow": [] }""");
        (int exit, _, string error) = Support.Cli.Run("scan", folder["unknown.pkl"], "--policy", policy);
        Assert.Equal(2, exit);
        Assert.StartsWith("brine: ScanPolicy: the policy has the key 'alow'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void InspectSaysTheVerdict()
    {
        using TemporaryFolder folder = Folder();
        Assert.Contains("imports (verdict: Review)", Support.Cli.Run("inspect", folder["unknown.pkl"]).Output, StringComparison.Ordinal);
        Assert.Contains("\"verdict\": \"Dangerous\"", Support.Cli.Run("inspect", folder["evil.pkl"], "--json").Output,
            StringComparison.Ordinal);
    }

    private static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        folder.Write("safe.pkl", Safe);
        folder.Write("unknown.pkl", Unknown);
        folder.Write("evil.pkl", Evil);
        folder.Write("broken.pkl", Broken);
        folder.Write("text.pkl", "a line of text\n");
        return folder;
    }
}
