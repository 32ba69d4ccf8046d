namespace Brine.Pickling;

/// <summary>The bytes are not what they should be: cut off, corrupt, or not a pickle at all.</summary>
public sealed class PickleFormatException : PickleException
{
    /// <summary>Makes the error.</summary>
    public PickleFormatException(string code, string message, long offset = -1, string? opcode = null, Exception? inner = null)
        : base(code, message, offset, opcode, inner)
    {
    }
}
