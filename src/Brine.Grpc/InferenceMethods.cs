using Brine.Inference;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Brine.Server;

/// <summary>The methods of the service. The binding that the compiler of the protocol writes tells a client UNKNOWN where its bytes are no
/// message; this one tells what is wrong with them.</summary>
internal sealed class InferenceMethods : IServiceMethodProvider<InferenceService>
{
    private const string Service = "inference.GRPCInferenceService";

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<InferenceService> context)
    {
        Add<ServerLiveRequest, ServerLiveResponse>(context, nameof(InferenceService.ServerLive),
            (service, request, call) => service.ServerLive(request, call));
        Add<ServerReadyRequest, ServerReadyResponse>(context, nameof(InferenceService.ServerReady),
            (service, request, call) => service.ServerReady(request, call));
        Add<ModelReadyRequest, ModelReadyResponse>(context, nameof(InferenceService.ModelReady),
            (service, request, call) => service.ModelReady(request, call));
        Add<ServerMetadataRequest, ServerMetadataResponse>(context, nameof(InferenceService.ServerMetadata),
            (service, request, call) => service.ServerMetadata(request, call));
        Add<ModelMetadataRequest, ModelMetadataResponse>(context, nameof(InferenceService.ModelMetadata),
            (service, request, call) => service.ModelMetadata(request, call));
        Add<ModelInferRequest, ModelInferResponse>(context, nameof(InferenceService.ModelInfer),
            (service, request, call) => service.ModelInfer(request, call));
        Add<RepositoryIndexRequest, RepositoryIndexResponse>(context, nameof(InferenceService.RepositoryIndex),
            (service, request, call) => service.RepositoryIndex(request, call));
        Add<RepositoryModelLoadRequest, RepositoryModelLoadResponse>(context, nameof(InferenceService.RepositoryModelLoad),
            (service, request, call) => service.RepositoryModelLoad(request, call));
        Add<RepositoryModelUnloadRequest, RepositoryModelUnloadResponse>(context, nameof(InferenceService.RepositoryModelUnload),
            (service, request, call) => service.RepositoryModelUnload(request, call));
    }

    private static void Add<TRequest, TResponse>(ServiceMethodProviderContext<InferenceService> context, string name,
        UnaryServerMethod<InferenceService, TRequest, TResponse> answer)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        context.AddUnaryMethod(new Method<TRequest, TResponse>(MethodType.Unary, Service, name, MarshallerOf<TRequest>(),
            MarshallerOf<TResponse>()), [], answer);

    private static Marshaller<T> MarshallerOf<T>()
        where T : class, IMessage<T>, new()
    {
        var parser = new MessageParser<T>(() => new T());
        return new Marshaller<T>(
            (message, context) =>
            {
                context.SetPayloadLength(message.CalculateSize());
                message.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            context =>
            {
                try
                {
                    return parser.ParseFrom(context.PayloadAsReadOnlySequence());
                }
                catch (InvalidProtocolBufferException error)
                {
                    throw new RpcException(new Status(StatusCode.InvalidArgument,
                        $"RequestBody: the bytes are no message {typeof(T).Name}: {error.Message}"));
                }
            });
    }
}
