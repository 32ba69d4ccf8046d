using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary><c>POST /predict</c>: rows in, a record a row out; as CSV where the request accepts CSV.</summary>
internal static class PlainProtocol
{
    internal static Reply Predict(ModelRequest request)
    {
        Prediction prediction = request.Ask(request.Methods);
        bool isCsv = request.Http.Request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase);
        using var bytes = new MemoryStream();
        AnswerWriter.Write(prediction, isCsv ? AnswerFormat.Csv : AnswerFormat.Json, bytes);
        return new Reply(StatusCodes.Status200OK, isCsv ? "text/csv; charset=utf-8" : Reply.JsonType,
            bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }
}
