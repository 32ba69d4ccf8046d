using Brine.Models;
using Brine.Pickling;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>The rows in the body of a request: JSON in all forms that <see cref="JsonTable"/> reads, CSV, or JSON lines.</summary>
internal static class RequestRows
{
    /// <exception cref="ModelInputException">The body holds no rows, or they do not fit the model.</exception>
    /// <exception cref="RequestRefusedException">It is of another kind, or has too many rows.</exception>
    internal static Features Read(ServedModel model, ReadOnlyMemory<byte> body, string? contentType, BrineServerOptions options)
    {
        string type = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        bool isCsv = type is "text/csv" or "application/csv";
        if (!isCsv && type is not ("" or "application/json" or "application/x-ndjson" or "application/jsonl" or "text/json"
            or "application/x-www-form-urlencoded" or "text/plain"))
        {
            throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "RequestType",
                $"the body is '{type}': send application/json or text/csv");
        }

        ReadOnlySpan<byte> start = body.Span.TrimStart(" \t\r\n\ufeff"u8);
        if (start.IsEmpty)
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "RequestBody",
                "the body is empty: send rows as JSON or CSV");
        }

        if (!isCsv && start[0] is not ((byte)'{' or (byte)'['))
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "InputJson",
                "the body is no JSON: it begins with neither { nor [; a CSV is sent as text/csv");
        }

        if (isCsv && (start[0] == 0x80 || start.Contains((byte)0)))
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "InputFormat", "the body is no CSV; it holds binary bytes");
        }

        return isCsv
            ? Bounded(DataFile.Read(body,
                new DataOptions { Estimator = model.Model.Estimator, Limits = options.DataLimits, Limit = options.MaxRows + 1L }), options)
            : ReadJson(model, body, options).Rows;
    }

    /// <summary>JSON, and the rows in it.</summary>
    /// <exception cref="ModelInputException">The body is no JSON, holds no rows, or they do not fit the model.</exception>
    /// <exception cref="RequestRefusedException">There are too many rows.</exception>
    internal static (PyValue Json, Features Rows) ReadJson(ServedModel model, ReadOnlyMemory<byte> body, BrineServerOptions options)
    {
        Estimator estimator = model.Model.Estimator;
        List<PyValue> values;
        try
        {
            values = JsonText.ReadAll(body, options.DataLimits);
        }
        catch (PickleFormatException error)
        {
            throw JsonTable.Bad(error.Message);
        }

        var reader = new JsonRows(KnownColumns.Of(estimator, null, [], null) is { } known ? known.Kinds : null, estimator.FeatureNamesIn,
            options.DataLimits, options.MaxRows + 1L);
        return values.Count switch
        {
            0 => throw JsonRows.Empty(),
            1 => (values[0], Bounded(reader.Read(values[0]), options)),
            _ => (PyValue.None, Bounded(reader.OfRows(values), options)),
        };
    }

    private static Features Bounded(Features rows, BrineServerOptions options) => rows.RowCount <= options.MaxRows ? rows
        : throw new RequestRefusedException(StatusCodes.Status413PayloadTooLarge, "RequestRows",
            $"the request asks about more than {options.MaxRows} rows: send several requests");
}
