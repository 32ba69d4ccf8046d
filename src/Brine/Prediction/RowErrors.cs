namespace Brine;

/// <summary>What is done with a row that the model refuses.</summary>
public enum RowErrors
{
    /// <summary>The first such row is an error, and nothing is written.</summary>
    Refuse,

    /// <summary>The row is written without an answer, and the column <c>error</c> says why; the others are answered.</summary>
    Mark,
}
