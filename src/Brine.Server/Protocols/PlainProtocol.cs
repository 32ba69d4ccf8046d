using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary><c>POST /predict</c>: rows in, a record a row out; as CSV, Arrow or Parquet where the request accepts that.</summary>
internal static class PlainProtocol
{
    internal static Reply Predict(ModelRequest request)
    {
        Prediction prediction = request.Ask();
        if (Accepted(request) is (TableFormat format, string type))
        {
            return OfTable(prediction, format, type);
        }

        bool isCsv = request.Http.Request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase);
        using var bytes = new MemoryStream();
        AnswerWriter.Write(prediction, isCsv ? AnswerFormat.Csv : AnswerFormat.Json, bytes);
        return new Reply(StatusCodes.Status200OK, isCsv ? "text/csv; charset=utf-8" : Reply.JsonType,
            bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    /// <summary>The form of tables that the request accepts first, or null.</summary>
    internal static (TableFormat Format, string Type)? Accepted(ModelRequest request)
    {
        string type = request.Http.Request.Headers.Accept.ToString().Split(',', ';')[0].Trim();
        return type.Length > 0 && RequestRows.FormatOf(type, request.Options) is { } format ? (format, type) : null;
    }

    /// <summary>The answers as a table in the form that the request accepts.</summary>
    internal static Reply OfTable(Prediction prediction, TableFormat format, string type)
    {
        using var bytes = new MemoryStream();
        using (TableWriter writer = format.Create(bytes, type))
        {
            writer.Write(prediction.ToTable().ToTable());
            writer.Finish();
        }

        return new Reply(StatusCodes.Status200OK, type, bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }
}
