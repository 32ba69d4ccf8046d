namespace Brine.Pickling;

/// <summary>Bytes between the opcodes of a pickle that are no opcodes: joblib's arrays.</summary>
/// <param name="Offset">Where the bytes begin, padding included.</param>
/// <param name="Length">How many there are; the next opcode stands behind them.</param>
/// <param name="Description">What they are, in a few words.</param>
/// <param name="IsPickle">True when they are a pickle of their own, as for an array of objects.</param>
public sealed record RawRegion(int Offset, int Length, string Description, bool IsPickle = false);
