using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Brine.Server;

/// <summary>What a server that stands alone has beside its models.</summary>
public sealed class BrineHostOptions
{
    /// <summary>Where HTTP/2 is listened to without TLS, as <c>http://127.0.0.1:8081</c>: for gRPC.</summary>
    public IList<string> GrpcUrls { get; } = [];

    /// <summary>How the server tells what it does, on standard error.</summary>
    public ServerLog Log { get; set; }

    /// <summary>A file with a certificate and its key (PEM), with which <c>https://</c> addresses are served; null where there are
    /// none.</summary>
    public string? Certificate { get; set; }

    /// <summary>The file with the key of the certificate, where it is another one.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>Adds services of your own.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; set; }

    /// <summary>Maps endpoints of your own.</summary>
    public Action<IEndpointRouteBuilder>? ConfigureEndpoints { get; set; }
}
