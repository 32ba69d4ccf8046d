using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Brine.Inference;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Brine.Tests.Server;

/// <summary>TLS with a certificate in files: HTTP and gRPC have one address there.</summary>
public sealed class SecureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HttpAndGrpcAreSpokenByTlsAtOneAddress()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(_folder["certificate.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(_folder["key.pem"], key.ExportPkcs8PrivateKeyPem());
        var options = new BrineHostOptions
        {
            Certificate = _folder["certificate.pem"],
            CertificateKey = _folder["key.pem"],
            ConfigureServices = services => services.AddBrineGrpc(),
            ConfigureEndpoints = endpoints => endpoints.MapBrineGrpc(),
        };
        await using BrineHost host = await BrineHost.StartAsync([new("iris", Repo.File("samples", "models", "iris-forest.joblib"))],
            ["https://127.0.0.1:0"], null, options, TestContext.Current.CancellationToken);
        using SocketsHttpHandler handler = HandlerFor(certificate), other = HandlerFor(certificate);
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = new Uri(host.Addresses[0]) };
        Assert.Equal("""{"live":true}""", await client.GetStringAsync("/v2/health/live", TestContext.Current.CancellationToken));
        using GrpcChannel channel = GrpcChannel.ForAddress(host.Addresses[0], new GrpcChannelOptions { HttpHandler = other });
        var live = new Method<ServerLiveRequest, ServerLiveResponse>(MethodType.Unary, "inference.GRPCInferenceService", "ServerLive",
            Marshallers.Create(message => message.ToByteArray(), ServerLiveRequest.Parser.ParseFrom),
            Marshallers.Create(message => message.ToByteArray(), ServerLiveResponse.Parser.ParseFrom));
        Assert.True((await channel.CreateCallInvoker().AsyncUnaryCall(live, null,
            new CallOptions(cancellationToken: TestContext.Current.CancellationToken), new ServerLiveRequest())).Live);
    }

    private static SocketsHttpHandler HandlerFor(X509Certificate2 certificate)
    {
        string hash = certificate.GetCertHashString();
        return new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, found, _, _) => found?.GetCertHashString() == hash,
            },
        };
    }

    [Fact]
    public async Task AnAddressWithTlsNeedsACertificate() => await Assert.ThrowsAsync<ArgumentException>("url", () =>
        BrineHost.StartAsync([], ["https://127.0.0.1:0"], null, null, TestContext.Current.CancellationToken));
}
