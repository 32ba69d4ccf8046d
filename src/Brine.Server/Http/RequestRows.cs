using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>The rows in the body of a request: JSON in all forms that <see cref="JsonTable"/> reads, CSV, or JSON lines.</summary>
internal static class RequestRows
{
    /// <summary>The form of tables that a body is sent in, or null for text.</summary>
    internal static TableFormat? FormatOf(string type, BrineServerOptions options) =>
        options.Formats.FirstOrDefault(format => format.ContentTypes.Contains(type, StringComparer.OrdinalIgnoreCase));

    /// <param name="model">The model.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">What it is.</param>
    /// <param name="options">What the server takes.</param>
    /// <param name="hasHeader">Whether the first line of a CSV is names; null where the request does not say.</param>
    /// <param name="note">Told what was made of a CSV that may be read in two ways.</param>
    /// <exception cref="ModelInputException">The body holds no rows, or they do not fit the model.</exception>
    /// <exception cref="RequestRefusedException">It is of another kind, or has too many rows.</exception>
    internal static Features Read(ServedModel model, ReadOnlyMemory<byte> body, string? contentType, BrineServerOptions options,
        bool? hasHeader, Action<string> note)
    {
        string type = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (type.Length > 0 && FormatOf(type, options) is { } format)
        {
            if (hasHeader is not null)
            {
                throw NoCsv();
            }

            return Bounded(DataFile.Read(body, new DataOptions
            {
                Estimator = model.Model.Estimator, Limits = options.DataLimits, Limit = options.MaxRows + 1L, Formats = [format],
            }), options);
        }

        bool isCsv = type is "text/csv" or "application/csv";
        if (!isCsv && hasHeader is not null)
        {
            throw NoCsv();
        }

        if (!isCsv && type is not ("" or "application/json" or "application/x-ndjson" or "application/jsonl" or "text/json"
            or "application/x-www-form-urlencoded" or "text/plain"))
        {
            throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "RequestType",
                $"the body is '{type}': send {string.Join(", ", (string[])["application/json", "text/csv",
                    .. options.Formats.SelectMany(known => known.ContentTypes)])}");
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
            ? Bounded(DataFile.Read(body, new DataOptions
            {
                Estimator = model.Model.Estimator, Limits = options.DataLimits, Limit = options.MaxRows + 1L, OnNote = note,
                Csv = CsvOptions.Default with { HasHeader = hasHeader },
            }), options)
            : ReadJson(model, body, options).Rows;
    }

    private static RequestRefusedException NoCsv() =>
        new(StatusCodes.Status400BadRequest, "InputOption", "'header' says how a CSV is written, and the body is none: leave it out");

    /// <summary>JSON, and the rows in it.</summary>
    /// <exception cref="ModelInputException">The body is no JSON, holds no rows, or they do not fit the model.</exception>
    /// <exception cref="RequestRefusedException">There are too many rows.</exception>
    internal static (PyValue Json, Features Rows) ReadJson(ServedModel model, ReadOnlyMemory<byte> body, BrineServerOptions options)
    {
        List<PyValue> values = ParseJson(body, options);
        JsonRows reader = model.JsonReader(options.DataLimits, options.MaxRows + 1L);
        return values.Count switch
        {
            0 => throw JsonRows.Empty(),
            1 => (values[0], Bounded(model.InOrder(reader.Read(values[0])), options)),
            _ => (PyValue.None, Bounded(model.InOrder(reader.OfRows(values)), options)),
        };
    }

    /// <summary>The values of a JSON text, one behind the other.</summary>
    /// <exception cref="ModelInputException">The text is no JSON.</exception>
    internal static List<PyValue> ParseJson(ReadOnlyMemory<byte> text, BrineServerOptions options)
    {
        try
        {
            return JsonText.ReadAll(text, options.DataLimits, refusesRepeats: true);
        }
        catch (PickleFormatException error)
        {
            throw JsonTable.Bad(error.Message);
        }
    }

    /// <summary>The rows in tensors: one of two dimensions, or a column each.</summary>
    /// <exception cref="ModelInputException">They do not fit the model, or each other.</exception>
    /// <exception cref="RequestRefusedException">There are too many rows.</exception>
    internal static Features OfTensors(ServedModel model, string[] names, NDArray[] tensors, BrineServerOptions options) =>
        tensors.Length == 0 ? throw JsonRows.Empty()
            : Bounded(model.InOrder(model.JsonReader(options.DataLimits, options.MaxRows + 1L).OfTensors(names, tensors)), options);

    private static Features Bounded(Features rows, BrineServerOptions options) => rows.RowCount <= options.MaxRows ? rows
        : throw new RequestRefusedException(StatusCodes.Status413PayloadTooLarge, "RequestRows",
            $"the request asks about more than {options.MaxRows} rows: send several requests");
}
