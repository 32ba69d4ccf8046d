using System.Text.Json;

namespace Brine.Tests.Scanning.Reports;

/// <summary>The forms in which a report is written.</summary>
public class ReportTests
{
    private static readonly ScanReport Report = new(
    [
        Scans.Of("\\x80\\x04cos\\nsystem\\nX\\x02\\x00\\x00\\x00id\\x85R.") with { Path = "models/a b.pkl" },
        Scans.Of("\\x80\\x04]."),
    ]);

    [Fact]
    public void JsonHasWhatTheCommandPromises()
    {
        JsonElement root = Parse(Report.WriteJson);
        JsonElement file = root.GetProperty("files")[0];
        Assert.Equal("models/a b.pkl", file.GetProperty("path").GetString());
        Assert.Equal("Dangerous", file.GetProperty("verdict").GetString());
        Assert.False(file.GetProperty("incomplete").GetBoolean());
        JsonElement finding = file.GetProperty("findings")[0];
        Assert.Equal("DeniedName", finding.GetProperty("rule").GetString());
        Assert.Equal("Dangerous", finding.GetProperty("severity").GetString());
        Assert.True(finding.GetProperty("offset").GetInt64() > 0);
        Assert.Equal("os.system('id')", finding.GetProperty("call").GetString());
        Assert.NotEmpty(finding.GetProperty("message").GetString()!);
        Assert.Equal("Safe", root.GetProperty("files")[1].GetProperty("verdict").GetString());
    }

    /// <summary>SARIF 2.1.0, OASIS: the properties that sections 3.13 to 3.49 require, and the forms of their values.</summary>
    [Fact]
    public void SarifHasTheRequiredPropertiesAndForms()
    {
        JsonElement log = Parse(Report.WriteSarif);
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.EndsWith("sarif-schema-2.1.0.json", log.GetProperty("$schema").GetString(), StringComparison.Ordinal);
        JsonElement run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        JsonElement driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("Brine", driver.GetProperty("name").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", driver.GetProperty("semanticVersion").GetString());
        JsonElement[] rules = [.. driver.GetProperty("rules").EnumerateArray()];
        Assert.Equal(ScanRule.All.Count, rules.Select(rule => rule.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(rules, rule =>
        {
            Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!);
            Assert.Contains(rule.GetProperty("defaultConfiguration").GetProperty("level").GetString(),
                (string[])["none", "note", "warning", "error"]);
        });
        Assert.All(run.GetProperty("invocations").EnumerateArray(), item =>
            Assert.True(item.GetProperty("executionSuccessful").GetBoolean()));
        JsonElement[] artifacts = [.. run.GetProperty("artifacts").EnumerateArray()];
        Assert.Equal(2, artifacts.Length);
        Assert.Equal("models/a%20b.pkl", artifacts[0].GetProperty("location").GetProperty("uri").GetString());
        JsonElement result = Assert.Single(run.GetProperty("results").EnumerateArray());
        Assert.Equal("DeniedName", result.GetProperty("ruleId").GetString());
        Assert.Equal("DeniedName", rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Equal("error", result.GetProperty("level").GetString());
        Assert.Contains("os.system('id')", result.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        JsonElement location = Assert.Single(result.GetProperty("locations").EnumerateArray());
        JsonElement artifact = location.GetProperty("physicalLocation").GetProperty("artifactLocation");
        Assert.Equal(artifacts[artifact.GetProperty("index").GetInt32()].GetProperty("location").GetProperty("uri").GetString(),
            artifact.GetProperty("uri").GetString());
        Assert.NotEmpty(result.GetProperty("partialFingerprints").EnumerateObject());
        Assert.Contains(run.GetProperty("columnKind").GetString(), (string[])["utf16CodeUnits", "unicodeCodePoints"]);
    }

    [Fact]
    public void AFileThatCannotBeReadIsANotificationOfSarif()
    {
        var report = new ScanReport(
            [new ScannedFile { Path = "/x/y.pkl", Verdict = Verdict.Review, IsIncomplete = true, Findings = [], Error = "no" }]);
        JsonElement invocation = Parse(report.WriteSarif).GetProperty("runs")[0].GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        JsonElement told = Assert.Single(invocation.GetProperty("toolExecutionNotifications").EnumerateArray());
        Assert.Equal("file:///x/y.pkl", told.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation")
            .GetProperty("uri").GetString());
    }

    [Fact]
    public void AFindingKeepsItsFingerprintWhereItMoves()
    {
        ScanFinding first = Scans.Of("\\x80\\x04cos\\nsystem\\n.").Findings[0];
        ScanFinding moved = Scans.Of("\\x80\\x04]0cos\\nsystem\\n.").Findings[0];
        ScanFinding other = Scans.Of("\\x80\\x04cos\\npopen\\n.").Findings[0];
        Assert.NotEqual(first.Offset, moved.Offset);
        Assert.Equal(first.Fingerprint, moved.Fingerprint);
        Assert.NotEqual(first.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void EveryRuleSaysWhatWhyAndWhatToDo()
    {
        Assert.All(ScanRule.All, rule =>
        {
            Assert.Matches("^[A-Z][A-Za-z]+$", rule.Id);
            Assert.NotEmpty(rule.Title);
            Assert.EndsWith(".", rule.Why, StringComparison.Ordinal);
            Assert.EndsWith(".", rule.Advice, StringComparison.Ordinal);
        });
        string docs = File.ReadAllText(Repo.File("docs", "scan.md"));
        Assert.All(ScanRule.All, rule => Assert.Contains($"| `{rule.Id}` | {rule.Severity} |", docs, StringComparison.Ordinal));
    }

    private static JsonElement Parse(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return JsonDocument.Parse(memory.ToArray()).RootElement;
    }
}
