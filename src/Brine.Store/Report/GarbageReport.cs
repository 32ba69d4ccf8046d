namespace Brine.Store;

/// <summary>What was cleared away because no version has it.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Their size.</param>
public sealed record GarbageReport(int Files, long Bytes);
