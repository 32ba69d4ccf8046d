using System.Globalization;
using System.Text.Json;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>The Open Inference Protocol, version 2: metadata, health and <c>POST /v2/models/NAME/infer</c>.</summary>
internal static class InferenceProtocol
{
    internal static Reply Server() => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", "brine");
        json.WriteString("version", ServerVersion.Text);
        json.WriteStartArray("extensions");
        json.WriteStringValue("model_repository");
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

    internal static Reply Metadata(ServedModel model) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteStartArray("versions");
        json.WriteStringValue(model.Version);
        json.WriteEndArray();
        json.WriteString("platform", model.Model.Info.ClassName);
        json.WriteStartArray("inputs");
        foreach (ModelInput input in model.Inputs)
        {
            WriteTensor(json, input.Name, input.IsText ? "BYTES" : "FP64", [-1]);
        }

        json.WriteEndArray();
        json.WriteStartArray("outputs");
        foreach (string method in model.Methods)
        {
            bool isText = method == "predict" && model.Model.Classes is { } labels && labels.Values.DType.Kind is 'U' or 'O' or 'S';
            WriteTensor(json, method, isText ? "BYTES" : method == "predict" && model.Model.Classes is not null ? "INT64" : "FP64",
                method == "predict" ? [-1] : [-1, -1]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Answers the methods that the request names as outputs, <c>predict</c> where it names none.</summary>
    internal static Reply Infer(ModelRequest request)
    {
        (PyValue body, Features rows) = RequestRows.ReadJson(request.Model, request.Body, request.Options);
        (string? id, IReadOnlyList<string> outputs) = body.As<PyDict>() is { } fields ? Head(fields)
            : throw new ModelInputException("InputJson", "the body is no object with 'inputs', as the protocol has it");
        Prediction prediction = request.Model.Predictor.Predict(rows, outputs);
        return Reply.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("model_name", request.Model.Name);
            json.WriteString("model_version", request.Model.Version);
            if (id is not null)
            {
                json.WriteString("id", id);
            }

            json.WriteStartArray("outputs");
            foreach ((string method, Answer answer) in prediction.Answers)
            {
                WriteOutput(json, method, answer);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    internal static Reply Index(ModelRegistry registry) => Reply.Json(json =>
    {
        json.WriteStartArray();
        foreach (ServedModel model in registry.Models)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteString("version", model.Version);
            json.WriteString("state", "READY");
            json.WriteString("reason", "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static Reply Flag(string name) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean(name, true);
        json.WriteEndObject();
    });

    private static void WriteOutput(Utf8JsonWriter json, string name, Answer answer)
    {
        if (answer.Parts is { } parts)
        {
            for (int i = 0; i < parts.Count; i++)
            {
                WriteOutput(json, string.Create(CultureInfo.InvariantCulture, $"{name}.{i}"), parts[i]);
            }

            return;
        }

        NDArray array = answer.ToArray();
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("datatype", TypeOf(array.DType));
        json.WriteStartArray("shape");
        foreach (int size in array.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WritePropertyName("data");
        JsonValues.WriteFlat(json, array);
        json.WriteEndObject();
    }

    private static string TypeOf(DType dtype) => (dtype.Kind, dtype.ItemSize) switch
    {
        ('f', 4) => "FP32",
        ('f', 2) => "FP16",
        ('f', _) => "FP64",
        ('b', _) => "BOOL",
        ('i', var size) => string.Create(CultureInfo.InvariantCulture, $"INT{size * 8}"),
        ('u', var size) => string.Create(CultureInfo.InvariantCulture, $"UINT{size * 8}"),
        _ => "BYTES",
    };

    private static void WriteTensor(Utf8JsonWriter json, string name, string type, int[] shape)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("datatype", type);
        json.WriteStartArray("shape");
        foreach (int size in shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The id of a request, and the names of its outputs.</summary>
    /// <exception cref="ModelInputException">They are of another form than the protocol's.</exception>
    private static (string? Id, IReadOnlyList<string> Outputs) Head(PyDict body)
    {
        string? id = body.TryGetValue("id", out PyValue said) ? said.AsString() ?? said.ToString() : null;
        if (!body.TryGetValue("outputs", out PyValue asked) || asked.IsNone)
        {
            return (id, []);
        }

        return asked.As<PyList>() is { } list
            ? (id, [.. list.Select(item => item.As<PyDict>() is { } output && output.TryGetValue("name", out PyValue name)
                && name.AsString() is { } text ? text : throw Bad())])
            : throw Bad();
    }

    private static ModelInputException Bad() => new("InputJson", "'outputs' is a list of objects, each with the name of a method");
}
