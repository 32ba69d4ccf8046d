namespace Brine.Pickling;

/// <summary>Something that loading a pickle would do in Python: importing a name, calling, setting a state, adding items, asking for a
/// persistent object.</summary>
public abstract class TraceEvent
{
    private protected TraceEvent(int offset, int pickle) => (Offset, Pickle) = (offset, pickle);

    /// <summary>The place of the opcode, in bytes from the start of the data.</summary>
    public int Offset { get; }

    /// <summary>The index of the pickle in <see cref="PickleTrace.Pickles"/>.</summary>
    public int Pickle { get; }

    /// <summary>True when a result of the pickle holds what the event gave. An event without use still happens in Python.</summary>
    public virtual bool IsUsed { get; internal set; }
}
