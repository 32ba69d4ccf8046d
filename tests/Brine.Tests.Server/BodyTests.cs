using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Brine.Tests.Server;

/// <summary>Bodies that are packed, that say a thing twice, and that are asked of no model.</summary>
public sealed class BodyTests
{
    private const string Row = "[[5.1, 3.5, 1.4, 0.2]]";

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task PackedBodiesAreUnpacked(string encoding)
    {
        await using Served served = await Served.Start();
        (HttpStatusCode status, JsonElement json) = await Send(served, "/predict", encoding, Packed(encoding, Row));
        Assert.Equal((HttpStatusCode.OK, "setosa"), (status, json[0].GetProperty("predict").GetString()));
        (status, json) = await Send(served, "/v2/models/iris-forest/infer", encoding, Packed(encoding,
            """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP64","data":[5.1,3.5,1.4,0.2]}]}"""));
        Assert.Equal("setosa", json.GetProperty("outputs")[0].GetProperty("data")[0].GetString());
        (status, json) = await Send(served, "/predict", encoding, "this is not packed"u8.ToArray());
        Assert.Equal((HttpStatusCode.BadRequest, "RequestBody"), (status, json.GetProperty("code").GetString()));
        Assert.Contains(encoding, json.GetProperty("error").GetString(), StringComparison.Ordinal);
        byte[] whole = Packed(encoding, "[" + string.Join(',', Enumerable.Range(0, 500).Select(i => $"[{i},{i * 7},{i * i},1]")) + "]");
        (status, json) = await Send(served, "/predict", encoding, whole[..(whole.Length / 2)]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task ABombIsTooLarge(string encoding)
    {
        await using Served served = await Served.Start(options => options.MaxBodyBytes = 1 << 18);
        byte[] bomb = Packed(encoding, new string(' ', 40 << 20));
        Assert.True(bomb.Length < 1 << 18);
        (HttpStatusCode status, JsonElement json) = await Send(served, "/predict", encoding, bomb);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "RequestTooLarge"), (status, json.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public async Task AnotherPackingIsToldSo(string encoding)
    {
        await using Served served = await Served.Start();
        (HttpStatusCode status, JsonElement json) = await Send(served, "/predict", encoding, Encoding.UTF8.GetBytes(Row));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "RequestType"), (status, json.GetProperty("code").GetString()));
        Assert.Contains("gzip, deflate or br", json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"sepal_length":5,"sepal_width":3,"petal_length":1,"sepal_length":6,"petal_width":0.2}]""", "sepal_length")]
    [InlineData("""{"columns":["sepal_length","sepal_width","petal_length","petal_width"],"data":[],"data":[[1,2,3,4]]}""", "data")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"shape":[2,2],"datatype":"FP64","data":[1,2,3,4]}]}""", "shape")]
    public async Task AKeyThatStandsTwiceIsRefusedByItsName(string body, string key)
    {
        await using Served served = await Served.Start();
        foreach (string path in (string[])["/predict", "/v1/models/iris-forest:predict", "/v2/models/iris-forest/infer"])
        {
            (HttpStatusCode status, JsonElement json) = await served.Post(path, body);
            Assert.Equal((HttpStatusCode.BadRequest, "InputJson"), (status, json.GetProperty("code").GetString()));
            Assert.Contains($"the key '{key}' twice", json.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OneOfSeveralModelsIsNamedInTheQuery()
    {
        await using Served served = await Served.Start(null, "iris-forest.joblib", "passengers.pkl");
        (HttpStatusCode status, JsonElement json) = await served.Post("/invocations", Row);
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), (status, json.GetProperty("error_code").GetString()));
        string told = json.GetProperty("message").GetString()!;
        Assert.Contains("/invocations?model=iris-forest", told, StringComparison.Ordinal);
        Assert.Contains("there are iris-forest, passengers", told, StringComparison.Ordinal);
        (status, json) = await served.Post("/invocations?model=iris-forest", Row);
        Assert.Equal((HttpStatusCode.OK, "setosa"), (status, json.GetProperty("predictions")[0].GetString()));
        (status, json) = await served.Post("/predict?model=iris-forest&methods=predict", Row);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.NotFound, (await served.Post("/predict?model=other", Row)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await served.Post("/predict?model=iris-forest&version=other", Row)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await served.Post("/predict?model=iris-forest&model=passengers", Row)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await served.Post("/models/iris-forest/predict?model=passengers", Row)).Status);
    }

    [Fact]
    public async Task PathsAndMethodsThatAreNoneAreToldInWords()
    {
        await using Served served = await Served.Start();
        (HttpStatusCode status, JsonElement json) = await served.Post("/v1/models/iris-forest:explain", "{}");
        Assert.Equal((HttpStatusCode.NotFound, "RequestPath"), (status, json.GetProperty("code").GetString()));
        (status, json) = await served.Get("/invocations");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "RequestMethod"), (status, json.GetProperty("code").GetString()));
        Assert.Contains("POST", json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static byte[] Packed(string encoding, string text)
    {
        using var bytes = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Optimal),
            "deflate" => new ZLibStream(bytes, CompressionLevel.Optimal),
            _ => new BrotliStream(bytes, CompressionLevel.Optimal),
        })
        {
            packer.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> Send(Served served, string path, string encoding, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Encoding", encoding));
        using HttpResponseMessage response = await served.Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return (response.StatusCode, json.RootElement.Clone());
    }
}
