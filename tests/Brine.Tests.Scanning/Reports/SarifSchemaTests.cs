using System.Text.Json.Nodes;
using Json.Schema;

namespace Brine.Tests.Scanning.Reports;

/// <summary>Reports against a schema that says what SARIF 2.1.0 requires, and against reports that it must not pass.</summary>
public sealed class SarifSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Repo.Golden("scan/sarif-2.1.0.schema.json"));

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private static readonly ScanReport Report = new(
    [
        Scans.Of("\\x80\\x04cos\\nsystem\\nX\\x02\\x00\\x00\\x00id\\x85R.") with { Path = "models/a b#ü.pkl" },
        Scans.Of("\\x80\\x04]."),
        new ScannedFile { Path = "/x/y.pkl", Verdict = Verdict.Review, IsIncomplete = true, Findings = [], Error = "no" },
    ]);

    [Fact]
    public void AReportOfEveryKindOfFileFits() => Assert.Equal("", Errors(Log()));

    [Fact]
    public void TheReportOfTheHostileSetFits()
    {
        var report = new ScanReport([.. HostileSet.All().DistinctBy(file => file.Family)
            .SelectMany(file => ModelScanner.Scan(file.Bytes, $"{file.Family}/{file.Name}").Files)]);
        Assert.Contains(report.Files, file => file.Findings.Count > 0);
        Assert.Equal("", Errors(Log(report)));
    }

    [Theory]
    [InlineData("runs/0/results/0/message")]
    [InlineData("runs/0/tool/driver/name")]
    [InlineData("runs/0/tool/driver")]
    [InlineData("runs/0/tool/driver/rules/0/id")]
    [InlineData("runs/0/invocations/0/executionSuccessful")]
    [InlineData("runs/0/results/0/locations/0/physicalLocation/artifactLocation")]
    [InlineData("version")]
    public void AReportThatLacksSomethingDoesNot(string path)
    {
        JsonNode log = Log();
        JsonNode at = log;
        string[] steps = path.Split('/');
        foreach (string step in steps[..^1])
        {
            at = int.TryParse(step, out int index) ? at[index]! : at[step]!;
        }

        Assert.True(at.AsObject().Remove(steps[^1]));
        Assert.NotEqual("", Errors(log));
    }

    [Theory]
    [InlineData("level", "\"fatal\"")]
    [InlineData("ruleIndex", "-2")]
    [InlineData("severity", "\"high\"")]
    [InlineData("message", "\"text\"")]
    public void AResultWithAWrongOrUnknownValueDoesNot(string name, string value)
    {
        JsonNode log = Log();
        log["runs"]![0]!["results"]![0]![name] = JsonNode.Parse(value);
        Assert.NotEqual("", Errors(log));
    }

    private static JsonNode Log(ScanReport? report = null)
    {
        using var stream = new MemoryStream();
        (report ?? Report).WriteSarif(stream);
        return JsonNode.Parse(stream.ToArray())!;
    }

    private static string Errors(JsonNode log)
    {
        EvaluationResults found = Schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(log), Options);
        return found.IsValid ? "" : string.Join('\n', (found.Details ?? []).Where(item => item.Errors is not null)
            .SelectMany(item => item.Errors!.Select(error => $"{item.InstanceLocation}: {error.Value}")).Append("not valid"));
    }
}
