namespace Brine.Store;

/// <summary>A store of models cannot do what it was asked: the name is unknown, the store is locked, or what it holds was
/// damaged.</summary>
public sealed class StoreException : BrineException
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">A code of docs/errors.md.</param>
    /// <param name="message">What cannot be done, and why not.</param>
    /// <param name="cause">What led to it, if anything.</param>
    public StoreException(string code, string message, Exception? cause = null)
        : base(code, message, cause)
    {
    }
}
