using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Brine.Server;

/// <summary>Adds gRPC to a server of models.</summary>
public static class BrineGrpcExtensions
{
    /// <summary>Adds what <see cref="MapBrineGrpc"/> needs.</summary>
    /// <param name="services">The services of the program.</param>
    public static IServiceCollection AddBrineGrpc(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddGrpc();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<InferenceService>, InferenceMethods>());

        // A message may be as large as a body, which only the options of the running server say.
        services.AddSingleton<IConfigureOptions<GrpcServiceOptions>>(provider => new ConfigureOptions<GrpcServiceOptions>(grpc =>
            grpc.MaxReceiveMessageSize = (int)Math.Min(int.MaxValue, provider.GetRequiredService<BrineServerOptions>().MaxBodyBytes)));
        services.AddBrine();
        return services;
    }

    /// <summary>Maps the service <c>inference.GRPCInferenceService</c> of the Open Inference Protocol. It needs HTTP/2.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <returns>The endpoints, for conventions of your own.</returns>
    public static IEndpointConventionBuilder MapBrineGrpc(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapGrpcService<InferenceService>();
    }
}
