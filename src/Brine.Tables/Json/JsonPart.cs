namespace Brine.Tables;

/// <summary>Some records of a JSON file, one after the other with white space between them.</summary>
/// <param name="Text">The records.</param>
/// <param name="FirstLine">The line of the file on which they begin, from 1.</param>
/// <param name="FirstColumn">How many characters of that line stand before them.</param>
internal readonly record struct JsonPart(ReadOnlyMemory<byte> Text, long FirstLine, long FirstColumn = 0);
