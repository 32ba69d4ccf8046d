namespace Brine.Models;

/// <summary>Takes the terms of a document one by one.</summary>
internal interface ITermSink
{
    /// <summary>How many chars a term has at most that means anything; longer ones are not made.</summary>
    int LongestTerm { get; }

    /// <summary>Takes a term.</summary>
    void Add(ReadOnlySpan<char> term);
}
