namespace Brine.Pickling;

/// <summary>An extension code: the registry of <c>copyreg</c> in the program that loads the pickle says which class or function it
/// is.</summary>
public sealed class SymbolicExtension : TraceEvent
{
    internal SymbolicExtension(int offset, int pickle, int code)
        : base(offset, pickle) => Code = code;

    /// <summary>The code.</summary>
    public int Code { get; }
}
