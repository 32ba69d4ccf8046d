using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Brine.Tests.Server;

/// <summary>The rows of requests to a model that was trained without names: the order of their columns, and what is a row.</summary>
public sealed class RequestRowsTests : IAsyncLifetime
{
    private const string Name = "q_inf_StandardScaler";
    private const string Infer = $"/v2/models/{Name}/infer";

    private Served _served = null!;

    public async ValueTask InitializeAsync() =>
        _served = await Served.Start(null, Repo.File("tests", "Golden", "field", Name + ".pkl"));

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task TensorsWithTheNamesOfTheMetadataArePutInItsOrder()
    {
        Assert.Equal(["x0", "x1"], (await _served.Get($"/v2/models/{Name}")).Json.GetProperty("inputs").EnumerateArray()
            .Select(input => input.GetProperty("name").GetString()));
        string right = Data((await _served.Post(Infer, Tensors(("x0", 10), ("x1", 20)))).Json);
        Assert.Equal(right, Data((await _served.Post(Infer, Tensors(("x1", 20), ("x0", 10)))).Json));
        Assert.NotEqual(right, Data((await _served.Post(Infer, Tensors(("x1", 10), ("x0", 20)))).Json));

        // Other names say nothing of the order, as in Python.
        Assert.Equal(right, Data((await _served.Post(Infer, Tensors(("b", 10), ("a", 20)))).Json));
        Assert.Equal(right, Data((await _served.Post(Infer, Tensors(("x1", 10), ("x2", 20)))).Json));
        Assert.Equal(right, Data((await _served.Post(Infer, Tensors(("x1", 10), ("x1", 20)))).Json));
    }

    [Fact]
    public async Task TensorsOfBytesArePutInOrder()
    {
        string right = Data((await _served.Post(Infer, Tensors(("x0", 10), ("x1", 20)))).Json);
        byte[] json = Encoding.UTF8.GetBytes("""
            {"inputs": [{"name": "x1", "shape": [1], "datatype": "FP64", "parameters": {"binary_data_size": 8}},
             {"name": "x0", "shape": [1], "datatype": "FP64", "parameters": {"binary_data_size": 8}}]}
            """);
        using var content = new ByteArrayContent([.. json, .. BitConverter.GetBytes(20.0), .. BitConverter.GetBytes(10.0)]);
        content.Headers.Add("Inference-Header-Content-Length", $"{json.Length}");
        using HttpResponseMessage answer = await _served.Client.PostAsync(Infer, content, TestContext.Current.CancellationToken);
        using JsonDocument told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(right, Data(told.RootElement));
    }

    [Theory]
    [InlineData("""[{"x1":20,"x0":10}]""")]
    [InlineData("""{"x1":[20],"x0":[10]}""")]
    [InlineData("""{"columns":["x1","x0"],"data":[[20,10]]}""")]
    [InlineData("""{"dataframe_split":{"columns":["x1","x0"],"data":[[20,10]]}}""")]
    [InlineData("""[[10,20]]""")]
    public async Task KeysOfJsonWithTheNamesOfTheMetadataArePutInItsOrder(string body)
    {
        (HttpStatusCode status, JsonElement json) = await _served.Post("/predict", body);
        Assert.Equal((HttpStatusCode.OK, (await _served.Post("/predict", "[[10,20]]")).Json.ToString()), (status, json.ToString()));
    }

    [Fact]
    public async Task OtherKeysAndTheColumnsOfACsvStandAsTheyCome()
    {
        (_, JsonElement rows) = await _served.Post("/invocations", "[[20,10]]");
        Assert.Equal(rows.ToString(), (await _served.Post("/invocations", "x1,x0\n20,10\n", "text/csv")).Json.ToString());
        Assert.Equal(rows.ToString(), (await _served.Post("/invocations", """[{"b":20,"a":10}]""")).Json.ToString());
    }

    [Theory]
    [InlineData("/predict")]
    [InlineData("/invocations")]
    [InlineData($"/v1/models/{Name}:predict")]
    public async Task AFirstLineOfNumbersThatIsTakenForNamesIsTold(string path)
    {
        (int rows, string? warning) = await PostCsv(path, "1.5,2\n3,4\n");
        Assert.Equal(1, rows);
        Assert.StartsWith("299 brine \"the first line of the CSV, 1.5,2, was taken for the names of the columns, though it is numbers",
            warning, StringComparison.Ordinal);
        Assert.Contains("header=false", warning, StringComparison.Ordinal);
        Assert.Equal((2, null), await PostCsv(path + "?header=false", "1.5,2\n3,4\n"));
        Assert.Equal((1, null), await PostCsv(path + "?header=true", "1.5,2\n3,4\n"));
        Assert.Equal((1, null), await PostCsv(path, "a,b\n3,4\n"));
    }

    [Theory]
    [InlineData("?header=no", "text/csv", "1,2\n", "Usage")]
    [InlineData("?method=transform", "text/csv", "1,2\n", "Usage")]
    [InlineData("?methode=transform", "application/json", "[[1,2]]", "Usage")]
    [InlineData("?header=false", "application/json", "[[1,2]]", "InputOption")]
    public async Task AQueryThatIsNotKnownIsRefused(string query, string type, string body, string code)
    {
        (HttpStatusCode status, JsonElement json) = await _served.Post("/predict" + query, body, type);
        Assert.Equal((HttpStatusCode.BadRequest, code), (status, json.GetProperty("code").GetString()));
        (status, json) = await _served.Post("/invocations" + query, body, type);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(code + ": ", json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static string Tensors(params (string Name, double Value)[] columns) => "{\"inputs\": [" + string.Join(",", columns.Select(
        column => $"{{\"name\": \"{column.Name}\", \"shape\": [1], \"datatype\": \"FP64\", \"data\": [{column.Value}]}}")) + "]}";

    private static string Data(JsonElement json) => json.GetProperty("outputs")[0].GetProperty("data").ToString();

    private async Task<(int Rows, string? Warning)> PostCsv(string path, string csv)
    {
        using var content = new StringContent(csv);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");
        using HttpResponseMessage response = await _served.Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        JsonElement root = json.RootElement;
        return ((root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("predictions")).GetArrayLength(),
            response.Headers.TryGetValues("Warning", out IEnumerable<string>? told) ? string.Join(", ", told) : null);
    }
}
