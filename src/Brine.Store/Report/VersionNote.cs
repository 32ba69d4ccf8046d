namespace Brine.Store;

/// <summary>Something that somebody wrote down about a version.</summary>
/// <param name="Text">The words.</param>
/// <param name="Who">Who wrote them.</param>
/// <param name="Time">When.</param>
public sealed record VersionNote(string Text, string Who, DateTimeOffset Time);
