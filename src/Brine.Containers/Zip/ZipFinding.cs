namespace Brine.Containers;

/// <summary>Something odd about a ZIP archive.</summary>
/// <param name="Kind">What.</param>
/// <param name="Offset">Where in the archive, in bytes from its start.</param>
/// <param name="Entry">The name of the member, or null where it is about the archive.</param>
/// <param name="Message">What it is, in words.</param>
public sealed record ZipFinding(ZipFindingKind Kind, long Offset, string? Entry, string Message);
