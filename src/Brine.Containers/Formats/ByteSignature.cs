namespace Brine.Containers;

/// <summary>Whether the bytes of a file are of a format.</summary>
internal delegate bool ByteSignature(ReadOnlySpan<byte> data);
