using Brine.Inference;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>The Open Inference Protocol over gRPC.</summary>
internal sealed class InferenceService(BrineServices services)
{
    private const string Protocol = "grpc";

    // Probes of machines have no keys.
    internal Task<ServerLiveResponse> ServerLive(ServerLiveRequest request, ServerCallContext context) =>
        Show(context, () => new ServerLiveResponse { Live = true }, isOpen: true);

    internal Task<ServerReadyResponse> ServerReady(ServerReadyRequest request, ServerCallContext context) =>
        Show(context, () => new ServerReadyResponse { Ready = services.Registry.Models.Count > 0 }, isOpen: true);

    internal Task<ModelReadyResponse> ModelReady(ModelReadyRequest request, ServerCallContext context) =>
        Show(context, () => new ModelReadyResponse
        {
            Ready = services.Registry.Find(request.Name, VersionOf(request.Version)) is not null,
        });

    internal Task<ServerMetadataResponse> ServerMetadata(ServerMetadataRequest request, ServerCallContext context) =>
        Show(context, () => new ServerMetadataResponse
        {
            Name = "brine", Version = ServerVersion.Text, Extensions = { InferenceProtocol.Extensions },
        });

    internal Task<ModelMetadataResponse> ModelMetadata(ModelMetadataRequest request, ServerCallContext context) =>
        Show(context, () =>
        {
            ModelMetadata model = Server.ModelMetadata.Of(Find(request.Name, request.Version), services.Registry);
            return new ModelMetadataResponse
            {
                Name = model.Name,
                Platform = model.Platform,
                Versions = { model.Versions },
                Inputs = { model.Inputs.Select(Tensor) },
                Outputs = { model.Outputs.Select(Tensor) },
            };
        });

    internal async Task<ModelInferResponse> ModelInfer(ModelInferRequest request, ServerCallContext context)
    {
        using var record = new RequestRecord(Protocol);
        HttpContext http = context.GetHttpContext();
        string id = RequestLog.Identify(http);
        string? code = null;
        int status = StatusCodes.Status200OK;
        try
        {
            Require(http, isOpen: false);
            ServedModel model = Find(request.ModelName, request.ModelVersion);
            record.Found(model);
            return await services.Gate.RunAsync(() => Infer(model, request, record), context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            (status, code) = (StatusCodes.Status499ClientClosedRequest, "RequestCut");
            throw;
        }
        catch (Exception error)
        {
            (RpcException told, status, code) = GrpcError.Of(error, services.Log, id);
            throw told;
        }
        finally
        {
            record.Done(status, code);
            services.Metrics.Record(record);
            services.RequestLog.Write(record, id);
        }
    }

    internal Task<RepositoryIndexResponse> RepositoryIndex(RepositoryIndexRequest request, ServerCallContext context) =>
        Show(context, () =>
        {
            var index = new RepositoryIndexResponse();
            foreach ((string name, string version, bool isReady, string reason)
                in RepositoryProtocol.Entries(services.Registry, request.Ready))
            {
                index.Models.Add(new RepositoryIndexResponse.Types.ModelIndex
                {
                    Name = name, Version = version, State = isReady ? "READY" : "UNAVAILABLE", Reason = reason,
                });
            }

            return index;
        });

    internal Task<RepositoryModelLoadResponse> RepositoryModelLoad(RepositoryModelLoadRequest request, ServerCallContext context) =>
        Show(context, () =>
        {
            RepositoryProtocol.Load(services.Registry, services.Options, request.ModelName);
            return new RepositoryModelLoadResponse { ModelName = request.ModelName, IsLoaded = true };
        });

    internal Task<RepositoryModelUnloadResponse> RepositoryModelUnload(RepositoryModelUnloadRequest request,
        ServerCallContext context) =>
        Show(context, () =>
        {
            RepositoryProtocol.Unload(services.Registry, services.Options, request.ModelName);
            return new RepositoryModelUnloadResponse { ModelName = request.ModelName, IsUnloaded = true };
        });

    private static ModelMetadataResponse.Types.TensorMetadata Tensor(TensorMetadata tensor) => new()
    {
        Name = tensor.Name, Datatype = tensor.DataType, Shape = { tensor.Shape.Select(size => (long)size) },
    };

    private static string? VersionOf(string version) => version.Length > 0 ? version : null;

    private ServedModel Find(string name, string version) => ModelLookup.Find(services.Registry, name, VersionOf(version));

    private ModelInferResponse Infer(ServedModel model, ModelInferRequest request, RequestRecord record)
    {
        Features rows = GrpcTensors.Read(model, request, services.Options);
        Prediction prediction = model.Predictor.Predict(rows, [.. request.Outputs.Select(output => output.Name)]);
        record.RowCount = prediction.RowCount;
        var response = new ModelInferResponse { ModelName = model.Name, ModelVersion = model.Version, Id = request.Id };
        GrpcTensors.Write(response, OutputTensor.Of(prediction), request.RawInputContents.Count > 0);
        return response;
    }

    private void Require(HttpContext http, bool isOpen)
    {
        services.Gate.RequireHost(http.Request);
        if (!isOpen)
        {
            services.Gate.RequireKey(http.Request);
        }
    }

    private Task<T> Show<T>(ServerCallContext context, Func<T> show, bool isOpen = false)
    {
        HttpContext http = context.GetHttpContext();
        string id = RequestLog.Identify(http);
        try
        {
            Require(http, isOpen);
            return Task.FromResult(show());
        }
        catch (Exception error)
        {
            throw GrpcError.Of(error, services.Log, id).Error;
        }
    }
}
