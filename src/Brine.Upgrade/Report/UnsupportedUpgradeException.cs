namespace Brine;

/// <summary>Something in the model cannot be carried over to the scikit-learn that was asked for.</summary>
/// <param name="code">The stable name of the error, as in <c>docs/errors.md</c>.</param>
/// <param name="message">What it is, and why.</param>
/// <param name="path">Where in the model, in Python's words: <c>model.steps[1]</c>.</param>
public sealed class UnsupportedUpgradeException(string code, string message, string? path) : BrineException(code, message)
{
    /// <inheritdoc/>
    public override string? Path { get; } = path;

    /// <inheritdoc/>
    public override string Describe() => Path is null ? base.Describe() : $"{Code}: {Message} (at {Path})";
}
