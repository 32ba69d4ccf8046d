using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Brine.Tests.Server;

/// <summary>A server of the sample models on a free port, and a client of it.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly BrineHost _host;

    private Served(BrineHost host)
    {
        _host = host;
        Client = new HttpClient { BaseAddress = new Uri(host.Addresses[0]), Timeout = TimeSpan.FromMinutes(2) };
    }

    internal HttpClient Client { get; }

    /// <summary>Where gRPC is listened for.</summary>
    internal Uri GrpcAddress => new(_host.Addresses[1]);

    internal ModelRegistry Registry => _host.Registry;

    /// <summary>A server that is asked by gRPC, too.</summary>
    internal static async Task<Served> StartGrpc(Action<BrineServerOptions>? configure = null, params string[] models)
    {
        var host = new BrineHostOptions
        {
            ConfigureServices = services => services.AddBrineGrpc(),
            ConfigureEndpoints = endpoints => endpoints.MapBrineGrpc(),
        };
        host.GrpcUrls.Add("http://127.0.0.1:0");
        return new Served(await BrineHost.StartAsync(Files(models), ["http://127.0.0.1:0"], configure, host,
            TestContext.Current.CancellationToken));
    }

    internal static async Task<Served> Start(Action<BrineServerOptions>? configure = null, params string[] models)
    {
        return new Served(await BrineHost.StartAsync(Files(models), ["http://127.0.0.1:0"], configure, null,
            TestContext.Current.CancellationToken));
    }

    /// <summary>A server without models of its own.</summary>
    internal static async Task<Served> StartEmpty(Action<BrineServerOptions> configure) =>
        new(await BrineHost.StartAsync([], ["http://127.0.0.1:0"], configure, null, TestContext.Current.CancellationToken));

    internal async Task<(HttpStatusCode Status, JsonElement Json)> Post(string path, string body, string type = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using HttpResponseMessage response = await Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await Json(response));
    }

    internal async Task<(HttpStatusCode Status, JsonElement Json)> Get(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await Json(response));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }

    private static IEnumerable<KeyValuePair<string, string>> Files(string[] models) =>
        (models.Length > 0 ? models : ["iris-forest.joblib"])
            .Select(model => Path.IsPathRooted(model) ? model : Repo.File("samples", "models", model))
            .Select(path => KeyValuePair.Create(Path.GetFileNameWithoutExtension(path), path));

    private static async Task<JsonElement> Json(HttpResponseMessage response)
    {
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using JsonDocument document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }
}
