using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Brine.Server;

/// <summary>What somebody filled in.</summary>
/// <param name="Values">A value for each column.</param>
/// <param name="Compared">The row beside it, or null.</param>
/// <param name="CurveColumn">The column whose curve is shown; null for the one that matters most.</param>
internal sealed record FormRequest(string[] Values, string[]? Compared, int? CurveColumn)
{
    /// <summary>Reads what a form sent; a field that it did not send has its default.</summary>
    internal static FormRequest Of(IFormCollection sent, RowForm form)
    {
        string[] values = form.Defaults();
        string[]? compared = sent.ContainsKey("b0") ? form.Defaults() : null;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = sent.TryGetValue(Field('c', i), out var value) ? value.ToString() : values[i];
            if (compared is not null && sent.TryGetValue(Field('b', i), out var other))
            {
                compared[i] = other.ToString();
            }
        }

        compared = sent["do"].ToString() switch
        {
            "keep" => [.. values],
            "drop" => null,
            _ => compared,
        };
        return new FormRequest(values, compared,
            int.TryParse(sent["col"], NumberStyles.None, CultureInfo.InvariantCulture, out int column) && column < values.Length
                ? column : null);
    }

    /// <summary>A field that came twice has no value: two of them are not joined, and none is chosen.</summary>
    /// <param name="sent">The form.</param>
    /// <param name="form">What the columns are called; null for a form that has none.</param>
    /// <exception cref="RequestRefusedException">A field came more than once.</exception>
    internal static void RequireOnce(IFormCollection sent, RowForm? form)
    {
        foreach ((string name, StringValues values) in sent)
        {
            if (values.Count > 1)
            {
                string column = form is not null && name is ['b' or 'c', .. var number]
                    && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at < form.Inputs.Count
                    ? $" (the column '{form.Inputs[at].Name}')" : "";
                throw new RequestRefusedException(StatusCodes.Status400BadRequest, "RequestBody",
                    $"the form has the field '{name}'{column} {values.Count} times: send each field once");
            }
        }
    }

    /// <summary>The name of the field of a column.</summary>
    internal static string Field(char kind, int column) => string.Create(CultureInfo.InvariantCulture, $"{kind}{column}");
}
