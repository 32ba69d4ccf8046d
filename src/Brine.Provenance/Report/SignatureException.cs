namespace Brine;

/// <summary>A signature, key or certificate cannot be read, or is of a kind that is not verified here.</summary>
public sealed class SignatureException : BrineException
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">A code of docs/errors.md.</param>
    /// <param name="message">What cannot be read, and why not.</param>
    /// <param name="cause">What led to it, if anything.</param>
    public SignatureException(string code, string message, Exception? cause = null)
        : base(code, message, cause)
    {
    }
}
