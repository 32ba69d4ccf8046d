namespace Brine.Tables;

/// <summary>Cuts a JSON file into parts of whole records, so that it is read in memory that does not grow with it.</summary>
internal abstract class JsonPartReader
{
    /// <summary>Reads the next records.</summary>
    /// <returns>Null at the end.</returns>
    /// <exception cref="ModelInputException">A record does not end, or is none.</exception>
    internal abstract JsonPart? Read();
}
