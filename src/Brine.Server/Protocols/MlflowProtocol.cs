namespace Brine.Server;

/// <summary>MLflow's scoring server: <c>POST /invocations</c> with the four forms of JSON, or CSV.</summary>
internal static class MlflowProtocol
{
    internal static Reply Invoke(ModelRequest request)
    {
        Prediction prediction = request.Ask(request.Methods);
        return Reply.Json(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("predictions");
            JsonValues.WriteAnswer(json, prediction.Answers[0].Answer);
            json.WriteEndObject();
        });
    }
}
