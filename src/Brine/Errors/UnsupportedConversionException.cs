namespace Brine;

/// <summary>A value has no such form.</summary>
public sealed class UnsupportedConversionException : BrineException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What the value is, and what to do.</param>
    public UnsupportedConversionException(string message)
        : this(message, "UnsupportedConversion")
    {
    }

    internal UnsupportedConversionException(string message, string code)
        : base(code, message)
    {
    }

    /// <summary>True where <see cref="ConvertOptions.AllowsLoss"/> would let the rest be written.</summary>
    public bool IsLoss { get; internal init; }

    /// <summary>True where the labels of a frame's rows would be lost, which <see cref="ConvertOptions.KeepsIndex"/> keeps.</summary>
    public bool IsIndexLoss { get; internal init; }
}
