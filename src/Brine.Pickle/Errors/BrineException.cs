namespace Brine;

/// <summary>Base class of all errors that Brine raises about files, models and data. The message says what, where and what to do; the code
/// has a row in <c>docs/errors.md</c>.</summary>
public abstract class BrineException : Exception
{
    private protected BrineException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>The stable name of the error, as in <c>docs/errors.md</c>.</summary>
    public string Code { get; }

    /// <summary>Where in the value or the model, in Python's words (<c>model.steps[1]</c>), or null where it is not known.</summary>
    public virtual string? Path => null;

    /// <summary>The place in the (decompressed) file, in bytes from its start; -1 where it is not known.</summary>
    public virtual long Offset => -1;

    /// <summary>Code, message and place in one line.</summary>
    public virtual string Describe() => $"{Code}: {Message}";
}
