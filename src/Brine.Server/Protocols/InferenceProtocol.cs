using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>The Open Inference Protocol, version 2: metadata, health and <c>POST /v2/models/NAME/infer</c>, with tensors as JSON or as
/// bytes.</summary>
internal static class InferenceProtocol
{
    /// <summary>The extensions of the protocol that the server has.</summary>
    internal static IReadOnlyList<string> Extensions { get; } = ["binary_tensor_data", "model_repository"];

    internal static Reply Server() => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", "brine");
        json.WriteString("version", ServerVersion.Text);
        json.WriteStartArray("extensions");
        foreach (string extension in Extensions)
        {
            json.WriteStringValue(extension);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    internal static Reply Live() => Flag("live");

    internal static Reply Ready(ModelRegistry registry) => registry.Models.Count > 0 ? Flag("ready")
        : throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "NotReady", "no model is loaded");

    internal static Reply ModelReady(ServedModel model) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteBoolean("ready", true);
        json.WriteEndObject();
    });

    internal static Reply Metadata(ServedModel model, ModelRegistry registry)
    {
        ModelMetadata metadata = ModelMetadata.Of(model, registry);
        return Reply.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", metadata.Name);
            json.WriteStartArray("versions");
            foreach (string version in metadata.Versions)
            {
                json.WriteStringValue(version);
            }

            json.WriteEndArray();
            json.WriteString("platform", metadata.Platform);
            WriteTensors(json, "inputs", metadata.Inputs);
            WriteTensors(json, "outputs", metadata.Outputs);
            json.WriteEndObject();
        });
    }

    /// <summary>Answers the methods that the request names as outputs, <c>predict</c> where it names none.</summary>
    internal static Reply Infer(ModelRequest request)
    {
        InferRequest asked = InferRequest.Read(request);
        IReadOnlyList<OutputTensor> outputs = OutputTensor.Of(request.Ask(asked.Rows, asked.Methods));
        var body = new ArrayBufferWriter<byte>(256);
        bool[] isBinary = [.. outputs.Select(output => asked.WantsBytes(output.Method))];
        var tensors = new ArrayBufferWriter<byte>[outputs.Count];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new ArrayBufferWriter<byte>(isBinary[i] ? Math.Max(16, outputs[i].Array.Length * 8) : 1);
            if (isBinary[i])
            {
                TensorBytes.Write(tensors[i], outputs[i]);
            }
        }

        using (var json = new Utf8JsonWriter(body, JsonValues.Options))
        {
            WriteHead(json, request.Model, asked.Id);
            for (int i = 0; i < tensors.Length; i++)
            {
                WriteOutput(json, outputs[i], isBinary[i] ? tensors[i].WrittenCount : null);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (!isBinary.Contains(true))
        {
            return new Reply(StatusCodes.Status200OK, Reply.JsonType, body.WrittenMemory);
        }

        int length = body.WrittenCount;
        foreach (ArrayBufferWriter<byte> tensor in tensors)
        {
            body.Write(tensor.WrittenSpan);
        }

        return new Reply(StatusCodes.Status200OK, "application/octet-stream", body.WrittenMemory)
        {
            Header = new(InferRequest.LengthHeader, length.ToString(CultureInfo.InvariantCulture)),
        };
    }

    private static void WriteHead(Utf8JsonWriter json, ServedModel model, string? id)
    {
        json.WriteStartObject();
        json.WriteString("model_name", model.Name);
        json.WriteString("model_version", model.Version);
        if (id is not null)
        {
            json.WriteString("id", id);
        }

        json.WriteStartArray("outputs");
    }

    private static void WriteOutput(Utf8JsonWriter json, OutputTensor output, int? byteCount)
    {
        json.WriteStartObject();
        json.WriteString("name", output.Name);
        json.WriteString("datatype", output.DataType);
        json.WriteStartArray("shape");
        foreach (int size in output.Array.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        if (byteCount is { } count)
        {
            json.WriteStartObject("parameters");
            json.WriteNumber("binary_data_size", count);
            json.WriteEndObject();
        }
        else
        {
            json.WritePropertyName("data");
            JsonValues.WriteFlat(json, output.Array);
        }

        json.WriteEndObject();
    }

    private static Reply Flag(string name) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean(name, true);
        json.WriteEndObject();
    });

    private static void WriteTensors(Utf8JsonWriter json, string name, IReadOnlyList<TensorMetadata> tensors)
    {
        json.WriteStartArray(name);
        foreach (TensorMetadata tensor in tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteString("datatype", tensor.DataType);
            json.WriteStartArray("shape");
            foreach (int size in tensor.Shape)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
