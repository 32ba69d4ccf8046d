using System.Globalization;

namespace Brine.Tables;

/// <summary>
/// Tells whether the first line of a CSV holds the names of its columns. It does, as pandas has it, unless the file holds numbers alone:
/// then the line is a row where it is written as the rows below it are. Ints above floats are names, and so are 0, 1, 2... above any
/// floats, which is what pandas writes for columns without names. The same above ints alone may be either, and is refused.
/// </summary>
internal static class CsvHeader
{
    private const int MostShown = 40;

    /// <summary>True where the first line is names.</summary>
    /// <param name="content">The file, all of whose lines are rows.</param>
    /// <param name="note">Told what was made of a line of numbers.</param>
    /// <exception cref="ModelInputException">The line may be names or a row.</exception>
    internal static bool IsFirstLine(CsvContent content, Action<string>? note)
    {
        int width = content.Names.Count;
        string[] first = [.. Enumerable.Range(0, width).Select(content.FirstField)];
        string[] numbered = first is ["", _, ..] ? first[1..] : first;
        bool isCounted = numbered.Select((field, place) => field == place.ToString(CultureInfo.InvariantCulture)).All(isSame => isSame);
        if (isCounted && numbered.Length < width)
        {
            // The names of an index and of columns without names.
            return true;
        }

        CsvColumn[] columns = [.. Enumerable.Range(0, width).Select(content.Column)];
        if (!columns.All(column => column.StartsWithNumber) || !columns.All(column => column.TryNumbers("") is not null))
        {
            return true;
        }

        string line = string.Join(',', first);
        line = line.Length > MostShown ? line[..MostShown] + "..." : line;
        CsvContent rows = content.WithHeader();
        bool[] areFloats = [.. Enumerable.Range(0, width).Select(column => rows.Column(column).IsWrittenAsFloats)];
        bool isPlain = first.All(field => field.Length > 0 && field.All(char.IsAsciiDigit));
        if ((isCounted && areFloats.Contains(true)) || (isPlain && !areFloats.Contains(false)))
        {
            note?.Invoke($"the first line of the CSV, {line}, was taken for the names of the columns: ints stand above floats");
            return true;
        }

        if (isCounted)
        {
            throw new ModelInputException("InputHeader",
                $"the first line of the CSV, {line}, may be a row, or what pandas writes for columns without names: say which it is");
        }

        note?.Invoke($"the first line of the CSV, {line}, was taken for a row: it is numbers alone, as all other lines are");
        return false;
    }
}
