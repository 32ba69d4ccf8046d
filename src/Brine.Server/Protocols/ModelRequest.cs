using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>A request about a model, with its body.</summary>
/// <param name="Http">The request.</param>
/// <param name="Model">The model.</param>
/// <param name="Body">The body.</param>
/// <param name="Options">What the server takes.</param>
/// <param name="Record">What is noted of it.</param>
internal sealed record ModelRequest(HttpContext Http, ServedModel Model, ReadOnlyMemory<byte> Body, BrineServerOptions Options,
    RequestRecord Record)
{
    /// <summary>The methods of <c>?methods=predict,predict_proba</c>; empty for the default one.</summary>
    internal IReadOnlyList<string> Methods =>
        Http.Request.Query["methods"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal Features Rows() => RequestRows.Read(Model, Body, Http.Request.ContentType, Options);

    internal Prediction Ask(IReadOnlyList<string> methods) => Ask(Rows(), methods);

    internal Prediction Ask(Features rows, IReadOnlyList<string> methods)
    {
        Prediction prediction = Model.Predictor.Predict(rows, methods);
        Record.RowCount = prediction.RowCount;
        return prediction;
    }
}
