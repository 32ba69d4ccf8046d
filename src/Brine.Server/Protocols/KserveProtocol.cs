namespace Brine.Server;

/// <summary>The first protocol of KServe, which is TensorFlow Serving's: <c>POST /v1/models/NAME:predict</c>. MLflow's scoring server
/// answers <c>POST /invocations</c> in the same form.</summary>
internal static class KserveProtocol
{
    internal static Reply Predict(ModelRequest request)
    {
        Prediction prediction = request.Ask();
        if (PlainProtocol.Accepted(request) is (TableFormat format, string type))
        {
            return PlainProtocol.OfTable(prediction, format, type);
        }

        return Reply.Json(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("predictions");
            JsonValues.WriteAnswer(json, prediction.Answers[0].Answer);
            json.WriteEndObject();
        });
    }

    internal static Reply List(ModelRegistry registry) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("models");
        foreach (ServedModel model in registry.Models)
        {
            json.WriteStringValue(model.Name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    internal static Reply Status(ServedModel model) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteBoolean("ready", true);
        json.WriteEndObject();
    });
}
