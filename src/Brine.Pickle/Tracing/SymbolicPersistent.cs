namespace Brine.Pickling;

/// <summary>A persistent id: the program that loads the pickle is asked for the object.</summary>
public sealed class SymbolicPersistent : TraceEvent
{
    internal SymbolicPersistent(int offset, int pickle, Symbol id)
        : base(offset, pickle) => Id = id;

    /// <summary>The id: text for PERSID, any value for BINPERSID.</summary>
    public Symbol Id { get; }
}
