namespace Brine.Pickling;

/// <summary>The events that loading a pickle would bring about in Python, in order, and the oddities of the pickle.</summary>
public sealed class PickleTrace
{
    internal PickleTrace(IReadOnlyList<TracedPickle> pickles, IReadOnlyList<TraceEvent> events, IReadOnlyList<TraceFinding> findings,
        bool isComplete) =>
        (Pickles, Events, Findings, IsComplete) = (pickles, events, findings, isComplete);

    /// <summary>The pickles, in the order of the data. Those after a broken one are guesses: they begin at the next bytes that could be a
    /// PROTO.</summary>
    public IReadOnlyList<TracedPickle> Pickles { get; }

    /// <summary>The events, in the order in which Python would come to them.</summary>
    public IReadOnlyList<TraceEvent> Events { get; }

    /// <summary>The oddities, in the order in which they were found.</summary>
    public IReadOnlyList<TraceFinding> Findings { get; }

    /// <summary>True when every byte belongs to a pickle that ends with STOP, and no limit was reached. Only then do the events tell
    /// all.</summary>
    public bool IsComplete { get; }

    /// <summary>The names that the pickle imports, without those that it reaches by a call.</summary>
    public IEnumerable<SymbolicGlobal> Globals => Events.OfType<SymbolicGlobal>().Where(found => found.Via is null);

    /// <summary>The calls.</summary>
    public IEnumerable<SymbolicCall> Calls => Events.OfType<SymbolicCall>();
}
