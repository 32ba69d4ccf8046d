namespace Brine.Pickling;

/// <summary>The protocol that was chosen has no way to say a value: a name outside ASCII, a persistent id that is not a line of text, bytes
/// over 4 GiB.</summary>
public sealed class PickleProtocolException : PickleException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What the protocol cannot say, and which one can.</param>
    public PickleProtocolException(string message)
        : base("CannotWriteProtocol", message, -1, null)
    {
    }
}
