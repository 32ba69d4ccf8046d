namespace Brine;

/// <summary>A value has no such form.</summary>
public sealed class UnsupportedConversionException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What the value is, and what to do.</param>
    public UnsupportedConversionException(string message)
        : this(message, "UnsupportedConversion")
    {
    }

    internal UnsupportedConversionException(string message, string code)
        : base(message) => Code = code;

    /// <summary>The stable name of the error, as in <c>docs/errors.md</c>.</summary>
    public string Code { get; }
}
