using System.Text.Json;

namespace Brine.Server;

/// <summary>The paths of a model in the document of OpenAPI, and the schemas that all share.</summary>
internal static class OpenApiPaths
{
    private const string CommonSchemas = """
        {"Answers":{"type":"array","items":{"type":"object"},
           "description":"a record for each row, with a field for each column of the answers"},
         "Predictions":{"type":"object","required":["predictions"],"properties":{"predictions":{"type":"array","items":{}}}},
         "Tensor":{"type":"object","required":["name","shape","datatype"],"properties":{"name":{"type":"string"},
           "shape":{"type":"array","items":{"type":"integer"}},"datatype":{"type":"string","enum":["BOOL","INT8","INT16","INT32","INT64",
           "UINT8","UINT16","UINT32","UINT64","FP16","FP32","FP64","BYTES"]},
           "data":{"type":"array","items":{}},"parameters":{"type":"object"}}},
         "InferRequest":{"type":"object","required":["inputs"],"properties":{"id":{"type":"string"},"parameters":{"type":"object"},
           "inputs":{"type":"array","items":{"$ref":"#/components/schemas/Tensor"}},
           "outputs":{"type":"array","items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}}}},
         "InferResponse":{"type":"object","required":["model_name","outputs"],"properties":{"model_name":{"type":"string"},
           "model_version":{"type":"string"},"id":{"type":"string"},
           "outputs":{"type":"array","items":{"$ref":"#/components/schemas/Tensor"}}}},
         "Error":{"type":"object","required":["error","code"],"properties":{"error":{"type":"string"},"code":{"type":"string"}}}}
        """;

    internal static void WriteCommonSchemas(Utf8JsonWriter json)
    {
        using JsonDocument schemas = JsonDocument.Parse(CommonSchemas);
        foreach (JsonProperty schema in schemas.RootElement.EnumerateObject())
        {
            schema.WriteTo(json);
        }
    }

    internal static void Write(Utf8JsonWriter json, ServedModel model, bool isOnly, BrineServerOptions options)
    {
        foreach (string path in (string[])[.. isOnly ? ["/predict"] : Array.Empty<string>(), $"/models/{model.Name}/predict"])
        {
            Begin(json, path, "post", $"{path.Trim('/').Replace('/', '_')}", "Answers rows by a record each", withMethods: model);
            WriteRowsBody(json, model, options);
            WriteAnswer(json, "Answers", model.Example is { } example ? () => json.WriteRawValue(example.AnswerJson.Span) : null);
            End(json);
        }

        string name = $"/v2/models/{model.Name}";
        Begin(json, name + "/infer", "post", model.Name + "_infer", "The Open Inference Protocol: tensors in, tensors out", null);
        WriteBody(json, "InferRequest", () => WriteTensors(json, model));
        WriteAnswer(json, "InferResponse", null);
        End(json);
        Begin(json, $"/v1/models/{model.Name}:predict", "post", model.Name + "_v1", "KServe's first protocol", null);
        WriteInstances(json, model, "instances");
        WriteAnswer(json, "Predictions", null);
        End(json);
        if (isOnly)
        {
            Begin(json, "/invocations", "post", "invocations", "MLflow's scoring server", null);
            WriteInstances(json, model, model.Model.Estimator.FeatureNamesIn is null ? "instances" : "dataframe_records");
            WriteAnswer(json, "Predictions", null);
            End(json);
        }

        Begin(json, name, "get", model.Name + "_metadata", "What the model takes and answers", null);
        WriteAnswer(json, null, null);
        End(json);
        Begin(json, name + "/ready", "get", model.Name + "_ready", "Whether the model is served", null);
        WriteAnswer(json, null, null);
        End(json);
    }

    private static void Begin(Utf8JsonWriter json, string path, string verb, string id, string summary, ServedModel? withMethods)
    {
        json.WriteStartObject(path);
        json.WriteStartObject(verb);
        json.WriteString("operationId", id);
        json.WriteString("summary", summary);
        if (withMethods is not { } model)
        {
            return;
        }

        json.WriteStartArray("parameters");
        json.WriteStartObject();
        json.WriteString("name", "methods");
        json.WriteString("in", "query");
        json.WriteString("style", "form");
        json.WriteBoolean("explode", false);
        json.WriteStartObject("schema");
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        json.WriteString("type", "string");
        json.WriteStartArray("enum");
        foreach (string method in model.Methods)
        {
            json.WriteStringValue(method);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteRawValue("""
            {"name":"header","in":"query","description":"whether the first line of a CSV is names","schema":{"type":"boolean"}}
            """);
        json.WriteEndArray();
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRowsBody(Utf8JsonWriter json, ServedModel model, BrineServerOptions options)
    {
        json.WriteStartObject("requestBody");
        json.WriteBoolean("required", true);
        json.WriteStartObject("content");
        json.WriteStartObject("application/json");
        json.WriteStartObject("schema");
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        json.WriteString("$ref", "#/components/schemas/" + OpenApiDocument.RowSchema(model));
        json.WriteEndObject();
        json.WriteEndObject();
        if (model.Example is { } example)
        {
            json.WriteStartArray("example");
            OpenApiDocument.WriteRow(json, example.Row);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        foreach (string type in (string[])["text/csv", .. options.Formats.SelectMany(format => format.ContentTypes)])
        {
            json.WriteStartObject(type);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, string schema, Action writeExample)
    {
        json.WriteStartObject("requestBody");
        json.WriteBoolean("required", true);
        json.WriteStartObject("content");
        json.WriteStartObject("application/json");
        json.WriteStartObject("schema");
        json.WriteString("$ref", "#/components/schemas/" + schema);
        json.WriteEndObject();
        writeExample();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter json, ServedModel model)
    {
        if (model.Example is not { } example)
        {
            return;
        }

        json.WriteStartObject("example");
        json.WriteStartArray("inputs");
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            ModelInput input = model.Inputs[i];
            json.WriteStartObject();
            json.WriteString("name", input.Name);
            json.WriteStartArray("shape");
            json.WriteNumberValue(1);
            json.WriteEndArray();
            json.WriteString("datatype", input.IsText ? "BYTES" : "FP64");
            json.WriteStartArray("data");
            JsonValues.Write(json, example.ValueOf(i, input.Name), isSingle: false);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInstances(Utf8JsonWriter json, ServedModel model, string envelope)
    {
        json.WriteStartObject("requestBody");
        json.WriteBoolean("required", true);
        json.WriteStartObject("content");
        json.WriteStartObject("application/json");
        json.WriteStartObject("schema");
        json.WriteString("type", "object");
        json.WriteEndObject();
        if (model.Example is { } example)
        {
            json.WriteStartObject("example");
            json.WriteStartArray(envelope);
            OpenApiDocument.WriteRow(json, example.Row);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, string? schema, Action? writeExample)
    {
        json.WriteStartObject("responses");
        json.WriteStartObject("200");
        json.WriteString("description", "the answer");
        json.WriteStartObject("content");
        json.WriteStartObject("application/json");
        if (schema is not null)
        {
            json.WriteStartObject("schema");
            json.WriteString("$ref", "#/components/schemas/" + schema);
            json.WriteEndObject();
        }

        if (writeExample is not null)
        {
            json.WritePropertyName("example");
            writeExample();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("default");
        json.WriteString("description", "what is wrong, and where");
        json.WriteStartObject("content");
        json.WriteStartObject("application/json");
        json.WriteStartObject("schema");
        json.WriteString("$ref", "#/components/schemas/Error");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
