using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Brine.Tests.Server;

/// <summary>Tensors as bytes behind the JSON of a request, and behind that of an answer.</summary>
public sealed class BinaryTensorTests : IAsyncLifetime
{
    private const string Length = "Inference-Header-Content-Length";
    private static readonly double[] Rows = [5.1, 3.5, 1.4, 0.2, 6.7, 3.0, 5.2, 2.3];

    private Served _served = null!;

    public async ValueTask InitializeAsync() => _served = await Served.Start(null, "iris-forest.joblib", "passengers.pkl");

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task NumbersGoInAndOutAsBytes()
    {
        string head = """
            {"inputs":[{"name":"x","shape":[2,4],"datatype":"FP64","parameters":{"binary_data_size":64}}],
             "outputs":[{"name":"predict_proba","parameters":{"binary_data":true}},{"name":"predict"}]}
            """;
        (JsonElement json, byte[] rest) = await Answer("iris-forest", head, Bytes(Rows));
        JsonElement[] outputs = [.. json.GetProperty("outputs").EnumerateArray()];
        Assert.Equal(48, outputs[0].GetProperty("parameters").GetProperty("binary_data_size").GetInt32());
        Assert.False(outputs[0].TryGetProperty("data", out _));
        Assert.Equal("""["setosa","virginica"]""", outputs[1].GetProperty("data").ToString());
        Model model = Model.Load(Repo.File("samples", "models", "iris-forest.joblib"));
        Assert.Equal(Bytes(model.PredictProba(new Matrix(2, 4, Rows)).ToDoubles()), rest);
    }

    [Fact]
    public async Task TextsStandBehindTheirLengths()
    {
        string head = """
            {"inputs":[{"name":"x","shape":[2,4],"datatype":"FP64","parameters":{"binary_data_size":64}}],
             "parameters":{"binary_data_output":true}}
            """;
        (JsonElement json, byte[] rest) = await Answer("iris-forest", head, Bytes(Rows));
        Assert.Equal("BYTES", json.GetProperty("outputs")[0].GetProperty("datatype").GetString());
        Assert.Equal([6, 0, 0, 0, .. "setosa"u8, 9, 0, 0, 0, .. "virginica"u8], rest);
    }

    /// <summary>Every datatype of numbers says the same of small numbers.</summary>
    [Theory]
    [InlineData("FP64", 8)]
    [InlineData("FP32", 4)]
    [InlineData("FP16", 2)]
    [InlineData("BF16", 2)]
    [InlineData("INT64", 8)]
    [InlineData("INT32", 4)]
    [InlineData("INT16", 2)]
    [InlineData("INT8", 1)]
    [InlineData("UINT64", 8)]
    [InlineData("UINT32", 4)]
    [InlineData("UINT16", 2)]
    [InlineData("UINT8", 1)]
    public async Task EveryDatatypeIsRead(string type, int size)
    {
        int[] numbers = [5, 3, 1, 0, 6, 3, 5, 2];
        var bytes = new List<byte>();
        foreach (int number in numbers)
        {
            bytes.AddRange(type switch
            {
                "FP64" => BitConverter.GetBytes((double)number),
                "FP32" => BitConverter.GetBytes((float)number),
                "FP16" => BitConverter.GetBytes((Half)number),
                "BF16" => BitConverter.GetBytes((float)number).AsSpan(2),
                _ => BitConverter.GetBytes((long)number).AsSpan(0, size),
            });
        }

        string head = Head(type, "[2,4]", bytes.Count);
        (JsonElement json, _) = await Answer("iris-forest", head, [.. bytes]);
        (_, JsonElement expected) = await _served.Post("/v2/models/iris-forest/infer", """
            {"inputs":[{"name":"x","shape":[2,4],"datatype":"FP64","data":[5,3,1,0,6,3,5,2]}],"outputs":[{"name":"predict_proba"}]}
            """);
        Assert.Equal(expected.GetProperty("outputs").ToString(), json.GetProperty("outputs").ToString());
    }

    [Fact]
    public async Task ColumnsOfTextAndNumbersStandSideBySide()
    {
        string head = """
            {"inputs":[{"name":"age","shape":[2],"datatype":"FP64","parameters":{"binary_data_size":16}},
                       {"name":"fare","shape":[2,1],"datatype":"FP32","parameters":{"binary_data_size":8}},
                       {"name":"cabin_class","shape":[2],"datatype":"BYTES","parameters":{"binary_data_size":18}},
                       {"name":"port","shape":[2],"datatype":"BYTES","data":["Bergen","Bergen"]}]}
            """;
        byte[] body = [.. Bytes([22, 40]), .. BitConverter.GetBytes(8f), .. BitConverter.GetBytes(80f),
            5, 0, 0, 0, .. "third"u8, 5, 0, 0, 0, .. "first"u8];
        (JsonElement json, _) = await Answer("passengers", head, body);
        (_, JsonElement plain) = await _served.Post("/models/passengers/predict", """
            [{"age":22,"fare":8,"cabin_class":"third","port":"Bergen"},{"age":40,"fare":80,"cabin_class":"first","port":"Bergen"}]
            """);
        Assert.Equal(plain.EnumerateArray().Select(row => row.GetProperty("predict").ToString()),
            json.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(item => item.ToString()));
    }

    [Theory]
    [InlineData("FP64", "[2,4]", 63)]
    [InlineData("FP64", "[2,4]", 72)]
    [InlineData("FP64", "[2,-4]", 64)]
    [InlineData("FP64", "[4294967296,4294967296]", 64)]
    [InlineData("FP64", "[]", 64)]
    [InlineData("BYTES", "[1]", 64)]
    [InlineData("BYTES", "[1000000]", 64)]
    [InlineData("FP128", "[2,4]", 64)]
    [InlineData("FP64", "[2,4]", -1)]
    public async Task BytesThatDoNotFitAreRefused(string type, string shape, int size)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0xFF, 64)];
        string head = Head(type, shape, size);
        string length = Encoding.UTF8.GetByteCount(head).ToString(CultureInfo.InvariantCulture);
        (HttpStatusCode status, byte[] answer, _) = await Send("iris-forest", head, length, bytes);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("\"code\":\"Input", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("100000")]
    public async Task AHeadOfAWrongLengthIsRefused(string length)
    {
        (HttpStatusCode status, byte[] answer, _) = await Send("iris-forest", Head("FP64", "[2,4]", 64), length, Bytes(Rows));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("RequestBody", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargeIntsOfJsonAreNotRounded()
    {
        (_, JsonElement json) = await _served.Post("/v2/models/iris-forest/infer", """
            {"inputs":[{"name":"x","shape":[1,4],"datatype":"UINT64","data":[18446744073709551616,1,1,1]}]}
            """);
        Assert.Equal("InputFormat", json.GetProperty("code").GetString());
        (HttpStatusCode status, _) = await _served.Post("/v2/models/iris-forest/infer", """
            {"inputs":[{"name":"x","shape":[1,4],"datatype":"UINT64","data":[18446744073709551615,1,1,1]}]}
            """);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    private static string Head(string type, string shape, int size) =>
        """
        {"inputs":[{"name":"x","shape":SHAPE,"datatype":"TYPE","parameters":{"binary_data_size":SIZE}}],
         "outputs":[{"name":"predict_proba"}]}
        """.Replace("SHAPE", shape, StringComparison.Ordinal).Replace("TYPE", type, StringComparison.Ordinal)
            .Replace("SIZE", size.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static byte[] Bytes(double[] numbers)
    {
        var bytes = new byte[numbers.Length * 8];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), numbers[i]);
        }

        return bytes;
    }

    /// <summary>The JSON of an answer, and the bytes behind it.</summary>
    private async Task<(JsonElement Json, byte[] Behind)> Answer(string model, string head, byte[] bytes)
    {
        string length = Encoding.UTF8.GetByteCount(head).ToString(CultureInfo.InvariantCulture);
        (HttpStatusCode status, byte[] answer, string? said) = await Send(model, head, length, bytes);
        Assert.True(status == HttpStatusCode.OK, Encoding.UTF8.GetString(answer));
        int json = said is null ? answer.Length : int.Parse(said, CultureInfo.InvariantCulture);
        using JsonDocument document = JsonDocument.Parse(answer.AsMemory(0, json));
        return (document.RootElement.Clone(), answer[json..]);
    }

    private async Task<(HttpStatusCode Status, byte[] Answer, string? Length)> Send(string model, string head, string length, byte[] bytes)
    {
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(head), .. bytes]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/octet-stream");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/models/{model}/infer") { Content = content };
        request.Headers.Add(Length, length);
        using HttpResponseMessage response = await _served.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            response.Headers.TryGetValues(Length, out IEnumerable<string>? values) ? values.Single() : null);
    }
}
