using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Brine.Tests.Server;

/// <summary>Bad, hostile and unwanted requests: a status and a text that say why, and never a fault of the server.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("", 400, "RequestBody")]
    [InlineData("  \n", 400, "RequestBody")]
    [InlineData("hello", 400, "InputJson")]
    [InlineData("[", 400, "InputJson")]
    [InlineData("{}", 400, null)]
    [InlineData("[]", 400, null)]
    [InlineData("[1,2", 400, "InputJson")]
    [InlineData("[[1,2,3]]", 400, "InputFeatures")]
    [InlineData("""[[1,2,3,"x"]]""", 400, null)]
    [InlineData("[[1,2,3,NaN]]", 400, "InputMissing")]
    [InlineData("[[1,2,3,1e999]]", 400, null)]
    [InlineData("""[{"sepal_length": 1}]""", 400, "InputColumns")]
    [InlineData("""[{"sepal_length":{"a":1},"sepal_width":1,"petal_length":1,"petal_width":1}]""", 400, null)]
    [InlineData("""{"inputs":[{"name":"x","shape":[2,4],"datatype":"FP64","data":[1]}]}""", 400, "InputShape")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1000000000,1000000000],"datatype":"FP64","data":[1]}]}""", 400, "InputShape")]
    public async Task ABadBodyIsToldWhy(string body, int status, string? code)
    {
        await using Served served = await Served.Start();
        foreach (string path in (string[])["/predict", "/v1/models/iris-forest:predict", "/v2/models/iris-forest/infer"])
        {
            (HttpStatusCode found, JsonElement json) = await served.Post(path, body);
            Assert.Equal(status, (int)found);
            Assert.NotEmpty(json.GetProperty("error").GetString()!);
            if (code is not null && path == "/predict")
            {
                Assert.Equal(code, json.GetProperty("code").GetString());
            }
        }
    }

    [Fact]
    public async Task DeepAndWrongTextEndsSoon()
    {
        await using Served served = await Served.Start();
        foreach (byte[] body in (byte[][])[Encoding.ASCII.GetBytes(new string('[', 1_000_000)),
            Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 200_000))), [(byte)'[', 0xFF, 0xFE, (byte)']'],
            [(byte)'{', (byte)'"', 0xC0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}']])
        {
            using var content = new ByteArrayContent(body);
            using HttpResponseMessage response = await served.Client.PostAsync("/predict", content, TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode is 400 or 413, response.StatusCode.ToString());
        }
    }

    [Fact]
    public async Task WhatIsTooLargeIsToldSo()
    {
        await using Served served = await Served.Start(options => (options.MaxRows, options.MaxBodyBytes) = (2, 1000));
        (HttpStatusCode status, JsonElement json) = await served.Post("/predict", "[[1,2,3,4],[1,2,3,4],[1,2,3,4]]");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "RequestRows"), (status, json.GetProperty("code").GetString()));
        (status, json) = await served.Post("/predict", new string(' ', 2000) + "[[1,2,3,4]]");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "RequestTooLarge"), (status, json.GetProperty("code").GetString()));
        (status, json) = await served.Post("/predict", "a,b,c,d\n1,2,3,4\n1,2,3,4\n1,2,3,4\n", "text/csv");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/predict", "[[1,2,3,4],[1,2,3,4]]")).Status);
    }

    [Fact]
    public async Task OtherKindsOfBodiesPathsAndMethodsAreRefused()
    {
        await using Served served = await Served.Start();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await served.Post("/predict", "x", "image/png")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await served.Post("/models/other/predict", "[[1,2,3,4]]")).Status);
        (HttpStatusCode status, JsonElement json) = await served.Post("/predict?methods=fly", "[[1,2,3,4]]");
        Assert.Equal((HttpStatusCode.BadRequest, "Usage"), (status, json.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await served.Post("/predict?methods=transform", "[[1,2,3,4]]")).Status);
        using HttpResponseMessage got = await served.Client.GetAsync("/predict", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
    }

    [Fact]
    public async Task KeysAreAskedForButByProbes()
    {
        await using Served served = await Served.Start(options => options.ApiKeys.Add("secret"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await served.Post("/predict", "[[1,2,3,4]]")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await served.Get("/v2/models/iris-forest")).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.Get("/v2/health/ready")).Status);
        served.Client.DefaultRequestHeaders.Add("X-API-Key", "secret");
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/predict", "[[1,2,3,4]]")).Status);
        served.Client.DefaultRequestHeaders.Remove("X-API-Key");
        served.Client.DefaultRequestHeaders.Add("Authorization", "Bearer secret");
        Assert.Equal(HttpStatusCode.OK, (await served.Post("/predict", "[[1,2,3,4]]")).Status);
        served.Client.DefaultRequestHeaders.Remove("Authorization");
        served.Client.DefaultRequestHeaders.Add("Authorization", "Bearer secrets");
        Assert.Equal(HttpStatusCode.Unauthorized, (await served.Post("/predict", "[[1,2,3,4]]")).Status);
    }

    [Fact]
    public async Task ANameOfTheWebThatLeadsHereIsRefused()
    {
        await using Served served = await Served.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent("[[1,2,3,4]]") };
        request.Headers.Host = "evil.example";
        using HttpResponseMessage response = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Fact]
    public async Task ABodyThatDoesNotComeIsNotWaitedForLong()
    {
        await using Served served = await Served.Start(options => options.BodyTimeout = TimeSpan.FromMilliseconds(300));
        using var client = new TcpClient();
        await client.ConnectAsync(served.Client.BaseAddress!.Host, served.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n[["u8.ToArray(),
            TestContext.Current.CancellationToken);
        var answer = new byte[1000];
        int count = await stream.ReadAsync(answer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 408 ", Encoding.ASCII.GetString(answer, 0, count), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("https://127.0.0.1:8080")]
    [InlineData("http://example.org:8080")]
    [InlineData("http://127.0.0.1:8080/path")]
    [InlineData("")]
    public async Task AnAddressThatIsNoneIsToldSo(string url) => await Assert.ThrowsAsync<ArgumentException>("url", () =>
        BrineHost.StartAsync([], [url], null, null, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("http://localhost:80", "127.0.0.1:80")]
    [InlineData("http://*:8080", "0.0.0.0:8080")]
    [InlineData("http://[::1]:5", "[::1]:5")]
    public void AddressesAreReadAsTheyAreWritten(string url, string place) =>
        Assert.Equal(place, ListenAddress.Parse(url, isGrpc: false).EndPoint.ToString());
}
