using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace Brine.Tests.Server;

/// <summary>The description of a model by OpenAPI: what it says is what the server does.</summary>
public sealed class OpenApiTests
{
    public static TheoryData<string> Models =>
        [.. Directory.GetFiles(Repo.File("samples", "models")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Every example is sent as it stands, and answered; where the document says how, in these words.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task TheExamplesOfAModelAreAnswered(string model)
    {
        await using Served served = await Served.Start(null, model);
        JsonElement document = (await served.Get("/openapi.json")).Json;
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        int asked = 0;
        foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject())
        {
            if (!path.Value.TryGetProperty("post", out JsonElement post))
            {
                Assert.Equal(HttpStatusCode.OK, (await served.Get(path.Name)).Status);
                continue;
            }

            JsonElement body = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
            if (!body.TryGetProperty("example", out JsonElement example))
            {
                continue;
            }

            asked++;
            (HttpStatusCode status, JsonElement answer) = await served.Post(path.Name, example.GetRawText());
            Assert.True(status == HttpStatusCode.OK, $"{path.Name} {example.GetRawText()}: {answer}");
            if (post.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json")
                .TryGetProperty("example", out JsonElement expected))
            {
                Assert.Equal(expected.ToString(), answer.ToString());
            }

            if (path.Name.EndsWith("/predict", StringComparison.Ordinal))
            {
                var row = JsonSchema.FromText(document.GetProperty("components").GetProperty("schemas").EnumerateObject()
                    .Single(schema => schema.Name.EndsWith(".Row", StringComparison.Ordinal)).Value.GetRawText());
                Assert.True(row.Evaluate(example[0]).IsValid, example.GetRawText());
            }
        }

        Assert.True(asked >= 5, $"{asked} examples");
    }

    [Fact]
    public async Task EveryReferenceOfTheDocumentLeadsSomewhere()
    {
        await using Served served = await Served.Start(options => options.ApiKeys.Add("secret"), "iris-forest.joblib", "passengers.pkl");
        served.Client.DefaultRequestHeaders.Add("X-API-Key", "secret");
        JsonElement document = (await served.Get("/openapi.json")).Json;
        string[] ids = [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(verb => verb.Value.GetProperty("operationId").GetString()!)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain("/predict", document.GetProperty("paths").EnumerateObject().Select(path => path.Name));
        foreach (Match match in Regex.Matches(document.GetRawText(), "\"\\$ref\":\"#/components/schemas/([^\"]+)\""))
        {
            Assert.True(document.GetProperty("components").GetProperty("schemas").TryGetProperty(match.Groups[1].Value, out _),
                match.Value);
        }

        Assert.Equal(2, document.GetProperty("security").GetArrayLength());
        JsonElement one = (await served.Get("/models/passengers/openapi.json")).Json;
        Assert.Equal("passengers", one.GetProperty("info").GetProperty("title").GetString());
        Assert.DoesNotContain("iris", one.GetRawText(), StringComparison.Ordinal);
        served.Client.DefaultRequestHeaders.Remove("X-API-Key");
        Assert.Equal(HttpStatusCode.Unauthorized, (await served.Get("/openapi.json")).Status);
    }
}
