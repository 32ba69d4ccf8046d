namespace Brine.Tables;

/// <summary>Some rows of a CSV, one after the other.</summary>
/// <param name="Text">The rows, from the first byte of the first to the line end of the last.</param>
/// <param name="FirstLine">The line of the file on which they begin, from 1.</param>
internal sealed record CsvBlock(ReadOnlyMemory<byte> Text, long FirstLine);
