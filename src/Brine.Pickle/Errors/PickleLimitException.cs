namespace Brine.Pickling;

/// <summary>The file asks for more than <see cref="Limits"/> allow. Raise the limit for a file that you trust.</summary>
public sealed class PickleLimitException : PickleException
{
    /// <summary>Makes the error.</summary>
    public PickleLimitException(string code, string message, long offset = -1, string? opcode = null)
        : base(code, message, offset, opcode)
    {
    }
}
