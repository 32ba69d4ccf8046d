namespace Brine.Pickling;

/// <summary>A range of bytes between the opcodes of a pickle that holds data instead, such as one of joblib's arrays.</summary>
/// <param name="Offset">Where the bytes begin, padding included.</param>
/// <param name="Length">The number of bytes; the next opcode comes after them.</param>
/// <param name="Description">A few words for people.</param>
/// <param name="IsPickle">True when they are a pickle of their own, as for an array of objects.</param>
internal sealed record RawRegion(int Offset, int Length, string Description, bool IsPickle = false);
