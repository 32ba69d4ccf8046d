using System.Net;
using System.Text.RegularExpressions;
using Brine.Cli;

namespace Brine.Tests.Server;

/// <summary>What the command tells Prometheus.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task PrometheusReadsWhatRequestsDid()
    {
        var host = new BrineHostOptions { ConfigureServices = ServeTelemetry.Add, ConfigureEndpoints = ServeTelemetry.Map };
        await using BrineHost server = await BrineHost.StartAsync([new("measured", Repo.File("samples", "models", "iris-forest.joblib"))],
            ["http://127.0.0.1:0"], options => options.ApiKeys.Add("secret"), host, TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]) };
        using HttpResponseMessage closed = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
        client.DefaultRequestHeaders.Add("X-API-Key", "secret");
        using var good = new StringContent("[[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]");
        using var bad = new StringContent("[[1]]");
        (await client.PostAsync("/predict", good, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await client.PostAsync("/predict", bad, TestContext.Current.CancellationToken);
        string text = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal("2", Value(text, "brine_rows_total", "model=\"measured\""));
        Assert.Equal("1", Value(text, "brine_request_duration_seconds_count", "model=\"measured\",protocol=\"plain\",status=\"200\""));
        Assert.Equal("1", Value(text, "brine_request_duration_seconds_count", "model=\"measured\",protocol=\"plain\",status=\"400\""));

        // Servers of other tests in this process are counted beside it.
        Assert.NotEqual("", Value(text, "brine_refusals_total", "code=\"InputFeatures\",protocol=\"plain\""));
        Assert.Equal("1", Value(text, "brine_models_served", "class=\"RandomForestClassifier\",model=\"measured\""));
        Assert.Contains("# TYPE brine_request_duration_seconds histogram", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections_total", text, StringComparison.Ordinal);
    }

    private static string Value(string text, string name, string labels)
    {
        string[] wanted = labels.Split(',');
        string line = text.Split('\n').SingleOrDefault(line => line.StartsWith(name + "{", StringComparison.Ordinal)
            && wanted.All(label => line.Contains(label, StringComparison.Ordinal))) ?? "";
        return Regex.Match(line, @"\} (\S+)").Groups[1].Value;
    }
}
