using System.Net;
using System.Text.Json;

namespace Brine.Tests.Server;

/// <summary>Requests in the forms that the documentation of the protocols and of their servers gives, with the rows of a model of
/// ours.</summary>
public sealed class DocumentedExchangesTests : IAsyncLifetime
{
    private Served _served = null!;

    public async ValueTask InitializeAsync() => _served = await Served.Start(null, "iris-forest.joblib", "passengers.pkl");

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    /// <summary>Flat and nested data, with and without what a client may leave out, and hints of MLServer.</summary>
    [Theory]
    [InlineData("""
        {"id":"42","inputs":[{"name":"input0","shape":[2,4],"datatype":"FP64","data":[5.1,3.5,1.4,0.2,6.7,3.0,5.2,2.3]}]}
        """)]
    [InlineData("""{"inputs":[{"name":"input-0","shape":[2,4],"datatype":"FP32","data":[[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]}]}""")]
    [InlineData("""
        {"inputs":[{"name":"predict","shape":[2,4],"datatype":"FP64","data":[[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]}],
         "outputs":[{"name":"predict"}]}
        """)]
    [InlineData("""
        {"parameters":{"content_type":"np"},"inputs":[{"name":"x","shape":[2,4],"datatype":"FP64","parameters":{"content_type":"np"},
         "data":[5.1,3.5,1.4,0.2,6.7,3.0,5.2,2.3]}]}
        """)]
    [InlineData("""
        {"parameters":{"content_type":"pd"},"inputs":[
         {"name":"sepal_length","shape":[2],"datatype":"FP64","data":[5.1,6.7]},
         {"name":"sepal_width","shape":[2,1],"datatype":"FP64","data":[3.5,3.0]},
         {"name":"petal_length","shape":[2],"datatype":"FP64","data":[1.4,5.2]},
         {"name":"petal_width","shape":[2],"datatype":"FP64","data":[0.2,2.3]}]}
        """)]
    public async Task TheOpenInferenceProtocol(string body)
    {
        (HttpStatusCode status, JsonElement json) = await _served.Post("/v2/models/iris-forest/infer", body);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        JsonElement output = json.GetProperty("outputs")[0];
        Assert.Equal("predict BYTES [2] [\"setosa\",\"virginica\"]", $"{output.GetProperty("name")} {output.GetProperty("datatype")} "
            + $"{output.GetProperty("shape")} {output.GetProperty("data")}");
        Assert.Equal(body.Contains("\"id\"", StringComparison.Ordinal), json.TryGetProperty("id", out _));
    }

    [Fact]
    public async Task ColumnsOfTextInTheOpenInferenceProtocol()
    {
        (HttpStatusCode status, JsonElement json) = await _served.Post("/v2/models/passengers/infer", """
            {"parameters":{"content_type":"pd"},"inputs":[
             {"name":"age","datatype":"FP64","shape":[2],"data":[22,38]},{"name":"fare","datatype":"FP64","shape":[2],"data":[8.05,71.3]},
             {"name":"cabin_class","datatype":"BYTES","parameters":{"content_type":"str"},"shape":[2],"data":["third","first"]},
             {"name":"port","datatype":"BYTES","parameters":{"content_type":"str"},"shape":[2],"data":["Bergen","Oslo"]}]}
            """);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        Assert.Equal("[2]", json.GetProperty("outputs")[0].GetProperty("shape").ToString());
    }

    /// <summary>KServe's first protocol: rows, rows by their names, and what its clients read of an error.</summary>
    [Fact]
    public async Task TheFirstProtocolOfKServe()
    {
        const string url = "/v1/models/iris-forest:predict";
        (_, JsonElement json) = await _served.Post(url, """{"instances": [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]]}""");
        Assert.Equal("""{"predictions":["setosa","virginica"]}""", json.ToString());
        (_, json) = await _served.Post(url, """
            {"signature_name": "serving_default", "instances":
             [{"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}]}
            """);
        Assert.Equal("""{"predictions":["setosa"]}""", json.ToString());
        foreach ((string path, string body, HttpStatusCode told) in ((string, string, HttpStatusCode)[])
            [(url, """{"instances": 1}""", HttpStatusCode.BadRequest), (url, """{"rows": []}""", HttpStatusCode.BadRequest),
            ("/v1/models/other:predict", """{"instances": [[1,2,3,4]]}""", HttpStatusCode.NotFound),
            ("/v1/models/iris-forest:explain", """{"instances": [[1,2,3,4]]}""", HttpStatusCode.NotFound)])
        {
            (HttpStatusCode status, json) = await _served.Post(path, body);
            Assert.Equal(told, status);
            Assert.Equal(JsonValueKind.String, json.GetProperty("error").ValueKind);
            Assert.NotEmpty(json.GetProperty("error").GetString()!);
        }
    }
}
