namespace Brine.Store;

/// <summary>A file as it was when a version was added.</summary>
/// <param name="Name">What it was called, without its folder.</param>
/// <param name="Hash">The SHA-256 of its bytes, in lowercase hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredFile(string Name, string Hash, long Bytes);
