namespace Brine.Pickling;

/// <summary>An oddity of a pickle.</summary>
/// <param name="Kind">The kind of oddity.</param>
/// <param name="Offset">Where it is, in bytes from the start of the data.</param>
/// <param name="Opcode">CPython's name of the opcode that stands there, or null.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record TraceFinding(TraceFindingKind Kind, int Offset, string? Opcode, string Message);
