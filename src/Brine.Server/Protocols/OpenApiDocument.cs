using System.Globalization;
using System.Text.Json;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>The description of the server's models by OpenAPI 3.1: each with its own columns, the values that it knows of them, and a row
/// that it answers.</summary>
internal static class OpenApiDocument
{
    private const int MostValues = 400;

    /// <param name="models">The models.</param>
    /// <param name="isOnly">Whether no other model is served, so that paths without a name lead to it.</param>
    /// <param name="prefix">What stands before each path.</param>
    /// <param name="options">What the server takes.</param>
    internal static Reply Of(IReadOnlyList<ServedModel> models, bool isOnly, string prefix, BrineServerOptions options) =>
        Reply.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("openapi", "3.1.0");
            json.WriteStartObject("info");
            json.WriteString("title", models.Count == 1 ? models[0].Name : "Models");
            json.WriteString("version", models.Count == 1 ? models[0].Version : ServerVersion.Text);
            json.WriteString("description", string.Join("; ", models.Select(model => $"{model.Name}: {model.Model.Info.ClassName}")));
            json.WriteEndObject();
            json.WriteStartArray("servers");
            json.WriteStartObject();
            json.WriteString("url", prefix.Length > 0 ? prefix : "/");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("paths");
            foreach (ServedModel model in models)
            {
                OpenApiPaths.Write(json, model, isOnly, options);
            }

            json.WriteEndObject();
            json.WriteStartObject("components");
            json.WriteStartObject("schemas");
            foreach (ServedModel model in models)
            {
                WriteRowSchema(json, model);
            }

            OpenApiPaths.WriteCommonSchemas(json);
            json.WriteEndObject();
            if (options.ApiKeys.Count > 0)
            {
                json.WritePropertyName("securitySchemes");
                json.WriteRawValue(
                    """{"bearer":{"type":"http","scheme":"bearer"},"key":{"type":"apiKey","in":"header","name":"X-API-Key"}}""");
            }

            json.WriteEndObject();
            if (options.ApiKeys.Count > 0)
            {
                json.WritePropertyName("security");
                json.WriteRawValue("""[{"bearer":[]},{"key":[]}]""");
            }

            json.WriteEndObject();
        });

    /// <summary>The name of the schema of a model's rows.</summary>
    internal static string RowSchema(ServedModel model) => model.Name + ".Row";

    /// <summary>Writes a row as JSON has it.</summary>
    internal static void WriteRow(Utf8JsonWriter json, PyValue row)
    {
        if (row.As<PyDict>() is { } record)
        {
            json.WriteStartObject();
            foreach ((PyValue name, PyValue value) in record)
            {
                json.WritePropertyName(name.AsString()!);
                JsonValues.Write(json, value, isSingle: false);
            }

            json.WriteEndObject();
        }
        else if (row.As<PyList>() is { } list)
        {
            json.WriteStartArray();
            foreach (PyValue value in list)
            {
                JsonValues.Write(json, value, isSingle: false);
            }

            json.WriteEndArray();
        }
        else
        {
            JsonValues.Write(json, row, isSingle: false);
        }
    }

    private static void WriteRowSchema(Utf8JsonWriter json, ServedModel model)
    {
        json.WriteStartObject(RowSchema(model));
        PyValue? row = model.Example?.Row;
        if (model.Inputs.Count == 0)
        {
            json.WriteString("description", "a record, a list of values, or a text: the model does not say");
        }
        else if (row is { } text && text.AsString() is not null)
        {
            json.WriteString("type", "string");
        }
        else if (model.Model.Estimator.FeatureNamesIn is null)
        {
            json.WriteString("type", "array");
            json.WriteNumber("minItems", model.Inputs.Count);
            json.WriteNumber("maxItems", model.Inputs.Count);
            json.WriteStartObject("items");
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            for (int i = 0; i < model.Inputs.Count; i++)
            {
                WriteColumn(json, model, i, row);
            }

            json.WriteEndObject();
            json.WriteStartArray("required");
            foreach (ModelInput input in model.Inputs)
            {
                json.WriteStringValue(input.Name);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, ServedModel model, int column, PyValue? row)
    {
        ModelInput input = model.Inputs[column];
        json.WriteStartObject(input.Name);
        if (input.Categories.Count is > 0 and <= MostValues)
        {
            json.WriteString("description", "the values that the model knows");
            json.WriteStartArray("examples");
            foreach (PyValue value in input.Categories)
            {
                JsonValues.Write(json, value, isSingle: false);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteStartArray("type");
            json.WriteStringValue(input.IsText ? "string" : "number");
            json.WriteStringValue("null");
            json.WriteEndArray();
            if (model.Form.Hints is { Count: > 0 } hints && hints[column]?.Range is (double least, double most))
            {
                json.WriteString("description",
                    string.Create(CultureInfo.InvariantCulture, $"from {least} to {most} as far as the model knows"));
            }

            if (row?.As<PyDict>() is { } record)
            {
                json.WriteStartArray("examples");
                JsonValues.Write(json, record[input.Name], isSingle: false);
                json.WriteEndArray();
            }
        }

        json.WriteEndObject();
    }
}
