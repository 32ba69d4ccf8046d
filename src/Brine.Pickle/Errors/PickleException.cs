namespace Brine.Pickling;

/// <summary>Base class of errors about file content. The message says what, where and what to do; the code has a row in <c>docs/errors.md</c>.</summary>
public abstract class PickleException : Exception
{
    private protected PickleException(string code, string message, long offset, string? opcode, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Offset = offset;
        Opcode = opcode;
    }

    /// <summary>The stable name of the error, as in <c>docs/errors.md</c>.</summary>
    public string Code { get; }

    /// <summary>The place in the (decompressed) file, in bytes from its start; -1 where it is not known.</summary>
    public long Offset { get; }

    /// <summary>The pickle opcode that was being read, or null.</summary>
    public string? Opcode { get; }

    /// <summary>Code, message and place in one line.</summary>
    public string Describe() => Offset < 0 ? $"{Code}: {Message}"
        : Opcode is null ? $"{Code}: {Message} (offset {Offset})" : $"{Code}: {Message} (offset {Offset}, opcode {Opcode})";
}
