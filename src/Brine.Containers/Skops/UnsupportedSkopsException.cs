namespace Brine.Containers;

/// <summary>A skops file cannot hold a value, or skops could not read it back as it is.</summary>
public sealed class UnsupportedSkopsException : BrineException
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">The stable name of the error.</param>
    /// <param name="message">What the value is, and why it cannot be held.</param>
    /// <param name="path">Where it is, from the root: <c>value.steps[1]</c>.</param>
    internal UnsupportedSkopsException(string code, string message, string path)
        : base(code, $"{path}: {message}; write it as .pkl or .joblib") => Path = path;

    /// <inheritdoc/>
    public override string Path { get; }
}
