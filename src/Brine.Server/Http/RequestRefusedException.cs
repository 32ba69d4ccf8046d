namespace Brine.Server;

/// <summary>A request that is answered by an error.</summary>
/// <param name="status">The status of HTTP.</param>
/// <param name="code">What it is, in one word.</param>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class RequestRefusedException(int status, string code, string message) : Exception(message)
{
    internal int Status => status;

    internal string Code => code;
}
