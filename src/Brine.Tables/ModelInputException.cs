namespace Brine.Tables;

/// <summary>The data does not fit the model: a column is missing, holds text where numbers are needed, or there are too many.</summary>
/// <param name="code">The stable name of the error, as in <c>docs/errors.md</c>.</param>
/// <param name="message">What is wrong, where, and what to do.</param>
public sealed class ModelInputException(string code, string message) : ArgumentException(message)
{
    /// <summary>The stable name of the error, as in <c>docs/errors.md</c>.</summary>
    public string Code { get; } = code;
}
