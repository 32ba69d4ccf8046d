namespace Brine.Pickling;

/// <summary>One pickle of the data.</summary>
/// <param name="Start">Where it begins, in bytes from the start of the data.</param>
/// <param name="Length">The number of its bytes.</param>
/// <param name="Protocol">The protocol that it declares, or null.</param>
/// <param name="End">The way in which it ends.</param>
/// <param name="Result">The value that it gives; unknown where it has no STOP.</param>
public sealed record TracedPickle(int Start, int Length, int? Protocol, TraceEnd End, Symbol Result);
