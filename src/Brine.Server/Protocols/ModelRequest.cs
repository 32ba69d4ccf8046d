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
    private readonly List<string> _notes = [];

    /// <summary>Asks about the rows of the body what the query says.</summary>
    /// <exception cref="RequestRefusedException">The query or the body is none of those that are known.</exception>
    internal Prediction Ask()
    {
        RequestQuery query = RequestQuery.Of(Http.Request.Query);
        Features rows = RequestRows.Read(Model, Body, Http.Request.ContentType, Options, query.HasHeader,
            text => _notes.Add(text + (text.StartsWith("the first line of the CSV", StringComparison.Ordinal)
                ? " (header=false in the query takes it for a row, header=true for names)" : "")));
        return Ask(rows, query.Methods);
    }

    /// <summary>Adds to an answer what was made of data that can be read in two ways.</summary>
    internal Reply Noted(Reply reply) => _notes.Count == 0 ? reply
        : reply with { Header = new("Warning", string.Join(", ", _notes.Distinct().Select(WarningText))) };

    /// <summary>A warning as HTTP has it: a code that says nothing of caches, who warns, and a text within quotes.</summary>
    private static string WarningText(string note) => $"299 brine \"{string.Concat(note.Select(letter =>
        letter is '"' or '\\' ? "\\" + letter
        : char.IsAscii(letter) && !char.IsControl(letter) ? letter.ToString() : $"\\\\u{(int)letter:x4}"))}\"";

    internal Prediction Ask(Features rows, IReadOnlyList<string> methods)
    {
        Prediction prediction = Model.Predictor.Predict(rows, methods);
        Record.RowCount = prediction.RowCount;
        return prediction;
    }
}
