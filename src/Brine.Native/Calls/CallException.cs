namespace Brine.Native;

/// <summary>A call across the border is wrong: a pointer, a handle, a size, a name.</summary>
/// <param name="code">The stable name of the error, as in <c>docs/errors.md</c>.</param>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class CallException(string code, string message) : Exception(message)
{
    /// <summary>The stable name of the error.</summary>
    internal string Code { get; } = code;
}
