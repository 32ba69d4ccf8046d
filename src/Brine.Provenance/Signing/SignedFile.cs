namespace Brine;

/// <summary>A file of a model, or a part of one, and its digest.</summary>
/// <param name="Name">The path relative to the model, with <c>/</c>; of a part <c>path:start:end</c>; <c>.</c> for the one file.</param>
/// <param name="Digest">The SHA-256.</param>
internal sealed record SignedFile(string Name, byte[] Digest);
