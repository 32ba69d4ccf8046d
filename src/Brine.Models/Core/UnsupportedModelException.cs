namespace Brine.Models;

/// <summary>The file holds a model that Brine cannot run: an unknown class, an option not built yet, a model that was never
/// trained.</summary>
/// <param name="code">The stable name of the error, as in <c>docs/errors.md</c>.</param>
/// <param name="message">What is missing.</param>
/// <param name="path">Where in the model, in Python's words: <c>model.steps[1]</c>.</param>
public sealed class UnsupportedModelException(string code, string message, string path) : BrineException(code, message)
{
    /// <inheritdoc/>
    public override string Path { get; } = path;

    /// <summary>True where the model was saved before it was trained.</summary>
    public bool IsUntrained { get; init; }

    /// <inheritdoc/>
    public override string Describe() => $"{Code}: {Message} (at {Path})";
}
