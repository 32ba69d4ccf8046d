using System.Buffers.Binary;
using Brine.Inference;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Brine.Tests.Server;

/// <summary>The Open Inference Protocol over gRPC, as a client of it asks.</summary>
public sealed class GrpcTests : IAsyncLifetime
{
    private static readonly double[] Rows = [5.1, 3.5, 1.4, 0.2, 6.7, 3.0, 5.2, 2.3];

    private Served _served = null!;
    private GrpcChannel _channel = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await Served.StartGrpc(options => (options.AllowsLoading, options.MaxRows) = (true, 100));
        _channel = GrpcChannel.ForAddress(_served.GrpcAddress);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _served.DisposeAsync();
    }

    [Fact]
    public async Task TheServerAndTheModelSayWhatTheyAre()
    {
        Assert.True((await Call<ServerLiveRequest, ServerLiveResponse>("ServerLive", new())).Live);
        Assert.True((await Call<ServerReadyRequest, ServerReadyResponse>("ServerReady", new())).Ready);
        Assert.Equal("brine", (await Call<ServerMetadataRequest, ServerMetadataResponse>("ServerMetadata", new())).Name);
        Assert.True((await Call<ModelReadyRequest, ModelReadyResponse>("ModelReady", new() { Name = "iris-forest" })).Ready);
        Assert.False((await Call<ModelReadyRequest, ModelReadyResponse>("ModelReady", new() { Name = "other" })).Ready);
        var model = await Call<ModelMetadataRequest, ModelMetadataResponse>("ModelMetadata", new() { Name = "iris-forest" });
        Assert.Equal("RandomForestClassifier", model.Platform);
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], model.Inputs.Select(input => input.Name));
        Assert.Equal(["predict BYTES -1", "predict_proba FP64 -1,3", "predict_log_proba FP64 -1,3"],
            model.Outputs.Select(output => $"{output.Name} {output.Datatype} {string.Join(',', output.Shape)}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RowsAreAnsweredInTheFormInWhichTheyCame(bool isRaw)
    {
        ModelInferRequest request = Request(isRaw);
        request.Id = "42";
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "predict_proba" });
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "predict" });
        var response = await Call<ModelInferRequest, ModelInferResponse>("ModelInfer", request);
        Assert.Equal(("42", "iris-forest"), (response.Id, response.ModelName));
        double[] expected = Model.Load(Repo.File("samples", "models", "iris-forest.joblib"))
            .PredictProba(new Matrix(2, 4, Rows)).ToDoubles();
        Assert.Equal([2, 3], response.Outputs[0].Shape);
        if (isRaw)
        {
            Assert.Equal(Bytes(expected), response.RawOutputContents[0].ToByteArray());
            Assert.Equal([6, 0, 0, 0, .. "setosa"u8, 9, 0, 0, 0, .. "virginica"u8], response.RawOutputContents[1].ToByteArray());
            Assert.All(response.Outputs, output => Assert.Null(output.Contents));
        }
        else
        {
            Assert.Equal(expected, response.Outputs[0].Contents.Fp64Contents);
            Assert.Equal(["setosa", "virginica"], response.Outputs[1].Contents.BytesContents.Select(text => text.ToStringUtf8()));
            Assert.Empty(response.RawOutputContents);
        }
    }

    [Fact]
    public async Task EveryRepeatedFieldIsRead()
    {
        int[] numbers = [5, 3, 1, 0, 6, 3, 5, 2];
        var answers = new List<double[]>();
        foreach (string type in (string[])["FP64", "FP32", "INT64", "INT32", "INT16", "INT8", "UINT64", "UINT32", "UINT16", "UINT8"])
        {
            ModelInferRequest request = Request(isRaw: false);
            request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "predict_proba" });
            request.Inputs[0].Datatype = type;
            request.Inputs[0].Contents = new InferTensorContents();
            InferTensorContents contents = request.Inputs[0].Contents;
            foreach (int number in numbers)
            {
                switch (type)
                {
                    case "FP64": contents.Fp64Contents.Add(number); break;
                    case "FP32": contents.Fp32Contents.Add(number); break;
                    case "INT64": contents.Int64Contents.Add(number); break;
                    case "UINT64": contents.Uint64Contents.Add((ulong)number); break;
                    case ['U', ..]: contents.UintContents.Add((uint)number); break;
                    default: contents.IntContents.Add(number); break;
                }
            }

            answers.Add([.. (await Call<ModelInferRequest, ModelInferResponse>("ModelInfer", request)).Outputs[0].Contents.Fp64Contents]);
        }

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public async Task WhatDoesNotFitIsToldWhy()
    {
        ModelInferRequest request = Request(isRaw: false);
        request.ModelName = "other";
        await Refused(request, StatusCode.NotFound, "ModelName");
        request = Request(isRaw: false);
        request.ModelVersion = "7";
        await Refused(request, StatusCode.NotFound, "ModelVersion");
        request = Request(isRaw: false);
        request.Inputs[0].Shape[0] = 3;
        await Refused(request, StatusCode.InvalidArgument, "InputShape");
        request = Request(isRaw: false);
        request.Inputs[0].Datatype = "INT8";
        request.Inputs[0].Contents.IntContents.Add([1000, 1, 1, 1, 1, 1, 1, 1]);
        await Refused(request, StatusCode.InvalidArgument, "InputFormat");
        request = Request(isRaw: true);
        request.RawInputContents.Add(ByteString.Empty);
        await Refused(request, StatusCode.InvalidArgument, "InputShape");
        request = Request(isRaw: true);
        request.Inputs.Clear();
        await Refused(request, StatusCode.InvalidArgument, "InputShape");
        request = Request(isRaw: false);
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "fly" });
        await Refused(request, StatusCode.InvalidArgument, "Usage");
        request = Request(isRaw: true);
        request.Inputs[0].Shape[0] = 101;
        request.RawInputContents[0] = ByteString.CopyFrom(new byte[101 * 4 * 8]);
        await Refused(request, StatusCode.ResourceExhausted, "RequestRows");
        await Refused(new ModelInferRequest { ModelName = "iris-forest" }, StatusCode.InvalidArgument, "InputEmpty");
    }

    [Fact]
    public async Task ModelsAreListedUnloadedAndLoaded()
    {
        await Call<RepositoryModelUnloadRequest, RepositoryModelUnloadResponse>("RepositoryModelUnload",
            new() { ModelName = "iris-forest" });
        var index = await Call<RepositoryIndexRequest, RepositoryIndexResponse>("RepositoryIndex", new());
        Assert.Equal(["iris-forest UNAVAILABLE"], index.Models.Select(model => $"{model.Name} {model.State}"));
        Assert.Empty((await Call<RepositoryIndexRequest, RepositoryIndexResponse>("RepositoryIndex", new() { Ready = true })).Models);
        await Call<RepositoryModelLoadRequest, RepositoryModelLoadResponse>("RepositoryModelLoad", new() { ModelName = "iris-forest" });
        index = await Call<RepositoryIndexRequest, RepositoryIndexResponse>("RepositoryIndex", new());
        Assert.Equal(["iris-forest READY"], index.Models.Select(model => $"{model.Name} {model.State}"));
    }

    [Fact]
    public async Task KeysAreAskedForButByProbes()
    {
        await using Served served = await Served.StartGrpc(options => options.ApiKeys.Add("secret"));
        using GrpcChannel channel = GrpcChannel.ForAddress(served.GrpcAddress);
        Assert.True((await Call<ServerReadyRequest, ServerReadyResponse>("ServerReady", new(), channel)).Ready);
        RpcException error = await Assert.ThrowsAsync<RpcException>(() =>
            Call<ModelInferRequest, ModelInferResponse>("ModelInfer", Request(isRaw: true), channel));
        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
        Metadata keys = new() { { "authorization", "Bearer secret" } };
        Assert.Single((await Call<ModelInferRequest, ModelInferResponse>("ModelInfer", Request(isRaw: true), channel, keys)).Outputs);
    }

    [Fact]
    public async Task AMessageThatIsTooLargeIsRefused()
    {
        await using Served served = await Served.StartGrpc(options => options.MaxBodyBytes = 1000);
        using GrpcChannel channel = GrpcChannel.ForAddress(served.GrpcAddress);
        ModelInferRequest request = Request(isRaw: true);
        request.RawInputContents[0] = ByteString.CopyFrom(new byte[2000]);
        RpcException error = await Assert.ThrowsAsync<RpcException>(() =>
            Call<ModelInferRequest, ModelInferResponse>("ModelInfer", request, channel));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Single((await Call<ModelInferRequest, ModelInferResponse>("ModelInfer", Request(isRaw: true), channel)).Outputs);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x0A, 0x7F, 0x61 })]
    [InlineData(new byte[] { 0x0A, 0x02, 0xC3, 0x28 })]
    public async Task BytesThatAreNoMessageAreToldSo(byte[] bytes)
    {
        var call = new Method<byte[], byte[]>(MethodType.Unary, "inference.GRPCInferenceService", "ModelInfer",
            Marshallers.Create(sent => sent, got => got), Marshallers.Create(sent => sent, got => got));
        var options = new CallOptions(null, DateTime.UtcNow.AddSeconds(60), TestContext.Current.CancellationToken);
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () =>
            await _channel.CreateCallInvoker().AsyncUnaryCall(call, null, options, bytes));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.StartsWith("RequestBody: the bytes are no message ModelInferRequest: ", error.Status.Detail, StringComparison.Ordinal);
    }

    private static byte[] Bytes(double[] numbers)
    {
        var bytes = new byte[numbers.Length * 8];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), numbers[i]);
        }

        return bytes;
    }

    private static ModelInferRequest Request(bool isRaw)
    {
        var input = new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "FP64", Shape = { 2, 4 } };
        var request = new ModelInferRequest { ModelName = "iris-forest", Inputs = { input } };
        if (isRaw)
        {
            request.RawInputContents.Add(ByteString.CopyFrom(Bytes(Rows)));
        }
        else
        {
            input.Contents = new InferTensorContents { Fp64Contents = { Rows } };
        }

        return request;
    }

    private async Task Refused(ModelInferRequest request, StatusCode status, string code)
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(() =>
            Call<ModelInferRequest, ModelInferResponse>("ModelInfer", request));
        Assert.Equal(status, error.StatusCode);
        Assert.StartsWith(code + ": ", error.Status.Detail, StringComparison.Ordinal);
    }

    private async Task<TResponse> Call<TRequest, TResponse>(string method, TRequest request, GrpcChannel? channel = null,
        Metadata? headers = null)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
    {
        var call = new Method<TRequest, TResponse>(MethodType.Unary, "inference.GRPCInferenceService", method,
            Marshallers.Create(message => message.ToByteArray(), new MessageParser<TRequest>(() => new TRequest()).ParseFrom),
            Marshallers.Create(message => message.ToByteArray(), new MessageParser<TResponse>(() => new TResponse()).ParseFrom));
        return await (channel ?? _channel).CreateCallInvoker().AsyncUnaryCall(call, null,
            new CallOptions(headers, DateTime.UtcNow.AddSeconds(60), TestContext.Current.CancellationToken), request);
    }
}
