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
        Add(context, nameof(InferenceService.ServerLive), ServerLiveRequest.Parser, ServerLiveResponse.Parser,
            (service, request, call) => service.ServerLive(request, call));
        Add(context, nameof(InferenceService.ServerReady), ServerReadyRequest.Parser, ServerReadyResponse.Parser,
            (service, request, call) => service.ServerReady(request, call));
        Add(context, nameof(InferenceService.ModelReady), ModelReadyRequest.Parser, ModelReadyResponse.Parser,
            (service, request, call) => service.ModelReady(request, call));
        Add(context, nameof(InferenceService.ServerMetadata), ServerMetadataRequest.Parser, ServerMetadataResponse.Parser,
            (service, request, call) => service.ServerMetadata(request, call));
        Add(context, nameof(InferenceService.ModelMetadata), ModelMetadataRequest.Parser, ModelMetadataResponse.Parser,
            (service, request, call) => service.ModelMetadata(request, call));
        Add(context, nameof(InferenceService.ModelInfer), ModelInferRequest.Parser, ModelInferResponse.Parser,
            (service, request, call) => service.ModelInfer(request, call));
        Add(context, nameof(InferenceService.RepositoryIndex), RepositoryIndexRequest.Parser, RepositoryIndexResponse.Parser,
            (service, request, call) => service.RepositoryIndex(request, call));
        Add(context, nameof(InferenceService.RepositoryModelLoad), RepositoryModelLoadRequest.Parser, RepositoryModelLoadResponse.Parser,
            (service, request, call) => service.RepositoryModelLoad(request, call));
        Add(context, nameof(InferenceService.RepositoryModelUnload), RepositoryModelUnloadRequest.Parser,
            RepositoryModelUnloadResponse.Parser,
            (service, request, call) => service.RepositoryModelUnload(request, call));
    }

    private static void Add<TRequest, TResponse>(ServiceMethodProviderContext<InferenceService> context, string name,
        MessageParser<TRequest> requests, MessageParser<TResponse> responses,
        UnaryServerMethod<InferenceService, TRequest, TResponse> answer)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        context.AddUnaryMethod(new Method<TRequest, TResponse>(MethodType.Unary, Service, name, MarshallerOf(requests),
            MarshallerOf(responses)), [], answer);

    private static Marshaller<T> MarshallerOf<T>(MessageParser<T> parser)
        where T : class, IMessage<T> =>
        new(
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
