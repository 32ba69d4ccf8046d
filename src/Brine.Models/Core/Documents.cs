namespace Brine.Models;

/// <summary>The documents in the input of a vectorizer: a table of one column of text.</summary>
internal static class Documents
{
    /// <exception cref="ModelInputException">The input is no column of text, or a document is missing.</exception>
    internal static IReadOnlyList<string> Of(Features x, string className)
    {
        if (x is not Table { ColumnCount: 1 } table || table.Columns[0].Texts is not { } texts)
        {
            string what = x is Table { ColumnCount: 1 } ? "numbers" : x is Table ? $"{x.ColumnCount} columns" : "a matrix of numbers";
            throw new ModelInputException("InputText", $"{className} takes documents, one column of text, and the data is {what}");
        }

        int missing = Array.IndexOf(texts, null);
        return missing < 0 ? (string[])texts!
            : throw new ModelInputException("InputText",
                $"the document in row {RowNumbers.Of(missing)} is missing; {className} takes text, an empty one where there is none");
    }
}
