using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Brine.Server;

/// <summary>A server of models that stands alone, as <c>brine serve</c> runs it.</summary>
public sealed class BrineHost : IAsyncDisposable
{
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

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
    /// <param name="host">What it has beside its models.</param>
    /// <param name="cancellationToken">Stops it before it listens.</param>
    /// <exception cref="ArgumentException">One of the urls is no address of this kind or stands there twice, or a model has a name that
    /// models cannot have.</exception>
    /// <exception cref="BrineException">A file cannot be loaded.</exception>
    /// <exception cref="IOException">The port is taken, or a file cannot be read.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The system does not let the program listen there.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The certificate cannot be read.</exception>
    public static async Task<BrineHost> StartAsync(IEnumerable<KeyValuePair<string, string>> models, IReadOnlyList<string> urls,
        Action<BrineServerOptions>? configure = null, BrineHostOptions? host = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(urls);
        host ??= new BrineHostOptions();
        ListenAddress[] places =
            [.. urls.Select(url => ListenAddress.Parse(url, isGrpc: false)),
            .. host.GrpcUrls.Select(url => ListenAddress.Parse(url, isGrpc: true))];
        ListenAddress.RequireDistinct(places);
        X509Certificate2? certificate = CertificateOf(host, places);
        KeyValuePair<string, string>[] files = [.. models];
        BrineServerOptions settings = Options(configure, places);
        var ahead = new ModelsAhead(files, settings.Load);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        bool isListening = false;
        AddLog(builder.Logging, host.Log);

        // Why it could not start is thrown: the framework's logs would tell it twice more, with their stacks.
        builder.Logging.AddFilter("Microsoft", level => level >= LogLevel.Warning && Volatile.Read(ref isListening));
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        foreach ((string name, string path) in files)
        {
            builder.Services.AddBrineModel(name, path);
        }

        builder.Services.AddBrine();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(ahead);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        host.ConfigureServices?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeaderTimeout;
            kestrel.Limits.MaxRequestBodySize = null;
            foreach (ListenAddress place in places)
            {
                kestrel.Listen(place.EndPoint, listen =>
                {
                    listen.Protocols = place.IsSecure ? HttpProtocols.Http1AndHttp2
                        : place.IsGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1;
                    if (place.IsSecure)
                    {
                        listen.UseHttps(certificate!);
                    }
                });
            }
        });
        WebApplication app = builder.Build();
        try
        {
            app.Use(UnknownPath.TellAsync);
            app.MapBrine();
            app.MapBrinePages();
            host.ConfigureEndpoints?.Invoke(app);
            _ = app.Services.GetRequiredService<ModelRegistry>();
            await app.StartAsync(cancellationToken);
            Volatile.Write(ref isListening, true);
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

    private static X509Certificate2? CertificateOf(BrineHostOptions host, ListenAddress[] places)
    {
        if (host.Certificate is { } file)
        {
            return X509Certificate2.CreateFromPemFile(file, host.CertificateKey ?? file);
        }

        return Array.Find(places, place => place.IsSecure) is null ? null
            : throw new ArgumentException("an https address needs a certificate", "url");
    }

    private static void AddLog(ILoggingBuilder logging, ServerLog log)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (log != ServerLog.Warnings)
        {
            logging.AddFilter("Brine.Server", LogLevel.Information);
        }

        if (log == ServerLog.Json)
        {
            logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        }
        else
        {
            logging.AddSimpleConsole(text => (text.SingleLine, text.UseUtcTimestamp, text.TimestampFormat)
                = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "));
        }
    }

    private static BrineServerOptions Options(Action<BrineServerOptions>? configure, ListenAddress[] places)
    {
        var options = new BrineServerOptions();
        if (Array.TrueForAll(places, place => IPAddress.IsLoopback(place.EndPoint.Address)))
        {
            options.Hosts.Add("localhost");
            options.Hosts.Add("127.0.0.1");
            options.Hosts.Add("[::1]");
        }

        configure?.Invoke(options);
        return options;
    }
}
