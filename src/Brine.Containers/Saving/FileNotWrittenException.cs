namespace Brine.Containers;

/// <summary>A file could not be saved: the disk is full, or the system does not let it be written. What was there before is
/// unchanged.</summary>
public sealed class FileNotWrittenException : BrineException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">Which file, and why not.</param>
    /// <param name="cause">What the system said.</param>
    public FileNotWrittenException(string message, Exception cause)
        : base("FileNotWritten", message, cause)
    {
    }
}
