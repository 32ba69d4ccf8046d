namespace Brine.Models;

/// <summary>Looks at what the user's code gave.</summary>
internal static class CustomAnswers
{
    /// <exception cref="InvalidOperationException">The code gave nothing, or another number of rows.</exception>
    internal static Features Require(Features? given, string function, int rowCount) =>
        given is not null && given.RowCount == rowCount ? given : throw Wrong(function, given?.RowCount, rowCount);

    internal static InvalidOperationException Wrong(string function, int? given, int rowCount) =>
        new($"the code that was registered for {function} gave {(given is null ? "nothing" : $"{given} rows")} for {rowCount} rows");
}
