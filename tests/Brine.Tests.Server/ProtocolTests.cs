using System.Net;
using System.Text.Json;

namespace Brine.Tests.Server;

/// <summary>Requests as the clients of each protocol send them.</summary>
public sealed class ProtocolTests : IAsyncLifetime
{
    private const string Records = """
        [{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2},
         {"petal_width":2.3,"sepal_length":6.7,"sepal_width":3.0,"petal_length":5.2}]
        """;

    private Served _served = null!;

    public async ValueTask InitializeAsync() => _served = await Served.Start();

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task RecordsAreAnsweredByRecords()
    {
        (HttpStatusCode status, JsonElement json) = await _served.Post("/predict", Records);
        Assert.Equal((HttpStatusCode.OK, """[{"predict":"setosa"},{"predict":"virginica"}]"""), (status, json.ToString()));
        (_, json) = await _served.Post("/models/iris-forest/predict?methods=predict,predict_proba", Records);
        Assert.Equal(["predict", "predict_proba_setosa", "predict_proba_versicolor", "predict_proba_virginica"],
            json[0].EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task ACsvIsAnsweredByRecordsOrByACsv()
    {
        const string rows = "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n";
        (_, JsonElement json) = await _served.Post("/predict", rows, "text/csv");
        Assert.Equal("""[{"predict":"setosa"}]""", json.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent(Records) };
        request.Headers.Accept.ParseAdd("text/csv");
        using HttpResponseMessage response = await _served.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("predict\nsetosa\nvirginica\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The four forms of MLflow's scoring server, and CSV.</summary>
    [Theory]
    [InlineData("""{"dataframe_split": {"columns": COLUMNS, "data": [[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]}}""")]
    [InlineData("""{"dataframe_records": RECORDS}""")]
    [InlineData("""{"instances": [[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]}""")]
    [InlineData("""{"inputs": {"sepal_length":[5.1,6.7],"sepal_width":[3.5,3.0],"petal_length":[1.4,5.2],"petal_width":[0.2,2.3]}}""")]
    [InlineData("""{"dataframe_records": RECORDS, "params": {}}""")]
    public async Task TheFormsOfMlflowAreAnsweredAsMlflowDoes(string body)
    {
        const string columns = """["sepal_length","sepal_width","petal_length","petal_width"]""";
        (HttpStatusCode status, JsonElement json) = await _served.Post("/invocations",
            body.Replace("RECORDS", Records, StringComparison.Ordinal).Replace("COLUMNS", columns, StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.OK, """{"predictions":["setosa","virginica"]}"""), (status, json.ToString()));
    }

    [Fact]
    public async Task MlflowsErrorsHaveItsForm()
    {
        (HttpStatusCode status, JsonElement json) = await _served.Post("/invocations", """{"dataframe_records": [{"a": 1}]}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("BAD_REQUEST", json.GetProperty("error_code").GetString());
        Assert.StartsWith("InputColumns: ", json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFirstProtocolOfKServeIsAnswered()
    {
        (_, JsonElement json) = await _served.Post("/v1/models/iris-forest:predict", """{"instances": [[5.1,3.5,1.4,0.2]]}""");
        Assert.Equal("""{"predictions":["setosa"]}""", json.ToString());
        Assert.Equal("""{"models":["iris-forest"]}""", (await _served.Get("/v1/models")).Json.ToString());
        Assert.Equal("""{"name":"iris-forest","ready":true}""", (await _served.Get("/v1/models/iris-forest")).Json.ToString());
    }

    [Fact]
    public async Task TheOpenInferenceProtocolIsAnswered()
    {
        (HttpStatusCode status, JsonElement json) = await _served.Post("/v2/models/iris-forest/infer", """
            {"id": "42", "inputs": [{"name": "input-0", "shape": [2, 4], "datatype": "FP64", "data": [5.1,3.5,1.4,0.2, 6.7,3.0,5.2,2.3]}],
             "outputs": [{"name": "predict_proba"}, {"name": "predict"}]}
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("42", json.GetProperty("id").GetString());
        Assert.Equal("iris-forest", json.GetProperty("model_name").GetString());
        JsonElement[] outputs = [.. json.GetProperty("outputs").EnumerateArray()];
        Assert.Equal(["predict_proba", "predict"], outputs.Select(output => output.GetProperty("name").GetString()));
        Assert.Equal(["FP64", "BYTES"], outputs.Select(output => output.GetProperty("datatype").GetString()));
        Assert.Equal("[2,3]", outputs[0].GetProperty("shape").ToString());
        Assert.Equal(6, outputs[0].GetProperty("data").GetArrayLength());
        Assert.Equal("""["setosa","virginica"]""", outputs[1].GetProperty("data").ToString());
    }

    [Fact]
    public async Task TheServerAndTheModelSayWhatTheyAre()
    {
        Assert.Equal("brine", (await _served.Get("/v2")).Json.GetProperty("name").GetString());
        Assert.Equal("""{"live":true}""", (await _served.Get("/v2/health/live")).Json.ToString());
        Assert.Equal("""{"ready":true}""", (await _served.Get("/v2/health/ready")).Json.ToString());
        JsonElement model = (await _served.Get("/v2/models/iris-forest")).Json;
        Assert.Equal("RandomForestClassifier", model.GetProperty("platform").GetString());
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"],
            model.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("name").GetString()));
        string version = model.GetProperty("versions")[0].GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await _served.Get($"/v2/models/iris-forest/versions/{version}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _served.Get("/v2/models/iris-forest/versions/1x")).Status);
        (_, JsonElement index) = await _served.Post("/v2/repository/index", "{}");
        Assert.Equal("READY", index[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task ProbabilitiesAreThoseOfTheModel()
    {
        (_, JsonElement json) = await _served.Post("/predict?methods=predict_proba", Records);
        Model model = Model.Load(Repo.File("samples", "models", "iris-forest.joblib"));
        double[] expected = model.PredictProba(JsonTable.Parse(System.Text.Encoding.UTF8.GetBytes(Records))).ToDoubles();
        Assert.Equal(expected, json.EnumerateArray().SelectMany(row => row.EnumerateObject().Select(cell => cell.Value.GetDouble())));
    }
}
