namespace Brine.Pickling;

/// <summary>Memory that protocol 5 can keep outside the pickle (PEP 574).</summary>
/// <param name="Memory">The bytes, not copied.</param>
/// <param name="IsReadOnly">True for bytes, false for a bytearray; the reader gets it back as the same.</param>
public readonly record struct PickleBuffer(ReadOnlyMemory<byte> Memory, bool IsReadOnly);
