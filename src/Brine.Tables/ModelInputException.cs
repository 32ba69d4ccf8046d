using System.Globalization;

namespace Brine.Tables;

/// <summary>The data does not fit the model: a column is missing, holds text where numbers are needed, or there are too many.</summary>
/// <param name="code">The stable name of the error, as in <c>docs/errors.md</c>.</param>
/// <param name="message">What is wrong, where, and what to do.</param>
public sealed class ModelInputException(string code, string message) : BrineException(code, message)
{
    /// <summary>The column that the message calls by its number, or null.</summary>
    internal int? Column { get; init; }

    /// <summary>The same error, where the names of the columns are known.</summary>
    internal ModelInputException WithNames(IReadOnlyList<string> names) =>
        Column is { } column && column < names.Count && names[column].Length > 0
        ? new(Code, Message.Replace(string.Create(CultureInfo.InvariantCulture, $"column {column}"), $"column '{names[column]}'",
            StringComparison.Ordinal)) : this;
}
