namespace Brine.Pickling;

/// <summary>A Python value and a .NET type do not fit each other: the message says where, what was there and what was wanted.</summary>
public sealed class PickleTypeException : PickleException
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">The stable name of the error, as in <c>docs/errors.md</c>.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="path">Where in the value: <c>value['items'][3].price</c>.</param>
    /// <param name="inner">What a property or a constructor threw, if that is the cause.</param>
    public PickleTypeException(string code, string message, string? path = null, Exception? inner = null)
        : base(code, path is null ? message : $"{path}: {message}", -1, null, inner)
    {
        Path = path;
    }

    /// <inheritdoc/>
    public override string? Path { get; }
}
