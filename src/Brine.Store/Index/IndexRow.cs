namespace Brine.Store;

/// <summary>A row of an index, as it is kept: nothing of it is believed before its seal is right.</summary>
/// <param name="Key">The key of a record, or the number of an entry.</param>
/// <param name="Body">What it says.</param>
/// <param name="Seal">The hash that was kept beside it.</param>
internal readonly record struct IndexRow(string Key, ReadOnlyMemory<byte> Body, string Seal);
