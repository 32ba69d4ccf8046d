namespace Brine.Pickling;

/// <summary>Base class of errors about file content.</summary>
public abstract class PickleException : BrineException
{
    private protected PickleException(string code, string message, long offset, string? opcode, Exception? inner = null)
        : base(code, message, inner)
    {
        Offset = offset;
        Opcode = opcode;
    }

    /// <inheritdoc/>
    public override long Offset { get; }

    /// <summary>The pickle opcode that was being read, or null.</summary>
    public string? Opcode { get; }

    /// <inheritdoc/>
    public override string Describe() => Offset < 0 ? $"{Code}: {Message}"
        : Opcode is null ? $"{Code}: {Message} (offset {Offset})" : $"{Code}: {Message} (offset {Offset}, opcode {Opcode})";
}
