using System.Globalization;

namespace Brine.Tests.Server;

/// <summary>A client that Python's own tools made of the protocol's file asks by gRPC.</summary>
[Trait("Stage", "Python")]
public sealed class PythonClientTests
{
    private const string Script = """
        import struct, sys
        try:
            import grpc
            from grpc_tools import protoc
        except ImportError:
            print("no grpc")
            sys.exit()
        folder, proto, port, joblib_file = sys.argv[1:]
        assert protoc.main(["", "-I", proto, "--python_out", folder, "--grpc_python_out", folder, "inference.proto"]) == 0
        sys.path.insert(0, folder)
        import inference_pb2 as messages, inference_pb2_grpc as service
        import joblib, numpy
        stub = service.GRPCInferenceServiceStub(grpc.insecure_channel("127.0.0.1:" + port))
        assert stub.ServerReady(messages.ServerReadyRequest()).ready
        rows = numpy.array([[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]])
        model = joblib.load(joblib_file)
        for raw in (False, True):
            request = messages.ModelInferRequest(model_name="iris-forest", id="42")
            tensor = request.inputs.add(name="x", datatype="FP64", shape=[2, 4])
            if raw:
                request.raw_input_contents.append(rows.tobytes())
            else:
                tensor.contents.fp64_contents.extend(rows.ravel())
            request.outputs.add(name="predict_proba")
            request.outputs.add(name="predict")
            answer = stub.ModelInfer(request)
            if raw:
                found = numpy.frombuffer(answer.raw_output_contents[0]).reshape(2, 3)
                texts, rest = [], answer.raw_output_contents[1]
                while rest:
                    size = struct.unpack("<I", rest[:4])[0]
                    texts.append(rest[4:4 + size].decode())
                    rest = rest[4 + size:]
            else:
                found = numpy.array(answer.outputs[0].contents.fp64_contents).reshape(answer.outputs[0].shape)
                texts = [text.decode() for text in answer.outputs[1].contents.bytes_contents]
            assert (found == model.predict_proba(rows)).all(), found
            assert texts == list(model.predict(rows)), texts
            assert answer.id == "42"
        try:
            stub.ModelInfer(messages.ModelInferRequest(model_name="other"))
        except grpc.RpcError as error:
            print(error.code().name, error.details().split(":")[0])
        """;

    [Fact]
    public async Task PythonsGrpcGetsScikitLearnsAnswers()
    {
        Python.Require();
        await using Served served = await Served.StartGrpc();
        using var folder = new TemporaryFolder();
        string output = Python.Run(Script, folder.Path, Repo.File("src", "Brine.Grpc"),
            served.GrpcAddress.Port.ToString(CultureInfo.InvariantCulture), Repo.File("samples", "models", "iris-forest.joblib"));
        Assert.SkipWhen(output.Trim() == "no grpc", "Python has no grpcio and grpcio-tools");
        Assert.Equal("NOT_FOUND ModelName", output.Trim());
    }
}
