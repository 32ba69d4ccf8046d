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
    /// <param name="urls">Where to listen, as <c>http://127.0.0.1:8080</c>: loopback for this machine alone, <c>http://0.0.0.0:8080</c> for
    /// all of its addresses, port 0 for one that is free.</param>
    /// <param name="configure">What the server takes and gives.</param>
    /// <param name="cancellationToken">Stops it before it listens.</param>
    /// <exception cref="ArgumentException">One of the urls is no address of this kind.</exception>
    /// <exception cref="BrineException">A file cannot be loaded.</exception>
    /// <exception cref="IOException">The port is taken, or a file cannot be read.</exception>
    public static async Task<BrineHost> StartAsync(IEnumerable<KeyValuePair<string, string>> models, IReadOnlyList<string> urls,
        Action<BrineServerOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(urls);
        IPEndPoint[] places = [.. urls.Select(PlaceOf)];
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        foreach ((string name, string path) in models)
        {
            builder.Services.AddBrineModel(name, path);
        }

        builder.Services.AddSingleton(provider => Options(configure, places));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeaderTimeout;
            kestrel.Limits.MaxRequestBodySize = null;
            foreach (IPEndPoint place in places)
            {
                kestrel.Listen(place);
            }
        });
        WebApplication app = builder.Build();
        try
        {
            _ = app.Services.GetRequiredService<ModelRegistry>();
            app.MapBrine();
            app.MapBrinePages();
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

    /// <summary>The address and port of a url.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal static IPEndPoint PlaceOf(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal),
            UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
        {
            throw new ArgumentException($"'{url}' is no address to listen at: write http://127.0.0.1:8080", nameof(url));
        }

        IPAddress? address = uri.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? known) ? known : null;
        return address is not null ? new IPEndPoint(address, uri.Port)
            : throw new ArgumentException($"'{uri.Host}' is no address of this machine: write localhost, 0.0.0.0 or its number",
                nameof(url));
    }

    private static BrineServerOptions Options(Action<BrineServerOptions>? configure, IPEndPoint[] places)
    {
        var options = new BrineServerOptions();
        if (Array.TrueForAll(places, place => IPAddress.IsLoopback(place.Address)))
        {
            options.Hosts.Add("localhost");
            options.Hosts.Add("127.0.0.1");
            options.Hosts.Add("[::1]");
        }

        configure?.Invoke(options);
        return options;
    }
}
