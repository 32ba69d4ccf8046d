namespace Brine.Containers;

/// <summary>A skops file cannot hold a value, or skops could not read it back as it is.</summary>
public sealed class UnsupportedSkopsException : NotSupportedException
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">The stable name of the error.</param>
    /// <param name="message">What the value is, and why it cannot be held.</param>
    /// <param name="path">Where it is, from the root: <c>value.steps[1]</c>.</param>
    internal UnsupportedSkopsException(string code, string message, string path)
        : base($"{path}: {message}; write it as .pkl or .joblib")
    {
        Code = code;
        Path = path;
    }

    /// <summary>The stable name of the error, as in <c>docs/errors.md</c>.</summary>
    public string Code { get; }

    /// <summary>Where the value is, from the root.</summary>
    public string Path { get; }
}
