using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Brine.Server;

/// <summary>A server of models that stands alone, as <c>brine serve</c> runs it.</summary>
public sealed class BrineHost : IAsyncDisposable
{
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;

    private BrineHost(WebApplication app) => _app = app;

    /// <summary>Where it listens, as <c>http://127.0.0.1:8080</c>.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    /// <summary>The models.</summary>
    public ModelRegistry Registry => _app.Services.GetRequiredService<ModelRegistry>();

    /// <summary>Loads models and begins to listen.</summary>
    /// <param name="models">Names and files.</param>
    /// <param name="address">The address: loopback for this machine alone.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="configure">What the server takes and gives.</param>
    /// <param name="cancellationToken">Stops it before it listens.</param>
    /// <exception cref="BrineException">A file cannot be loaded.</exception>
    /// <exception cref="IOException">The port is taken, or a file cannot be read.</exception>
    public static async Task<BrineHost> StartAsync(IEnumerable<KeyValuePair<string, string>> models, IPAddress address, int port,
        Action<BrineServerOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(address);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        foreach ((string name, string path) in models)
        {
            builder.Services.AddBrineModel(name, path);
        }

        builder.Services.AddSingleton(provider => Options(configure, address));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeaderTimeout;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1AndHttp2);
        });
        WebApplication app = builder.Build();
        try
        {
            _ = app.Services.GetRequiredService<ModelRegistry>();
            app.MapBrine();
            await app.StartAsync(cancellationToken);
            return new BrineHost(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the token is cancelled, answers what is under way, and stops.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _app.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static BrineServerOptions Options(Action<BrineServerOptions>? configure, IPAddress address)
    {
        var options = new BrineServerOptions();
        if (IPAddress.IsLoopback(address))
        {
            options.Hosts.Add("localhost");
            options.Hosts.Add("127.0.0.1");
            options.Hosts.Add("[::1]");
        }

        configure?.Invoke(options);
        return options;
    }
}
