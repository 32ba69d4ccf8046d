using System.Collections.ObjectModel;

namespace Brine.Models;

/// <summary>The way of a vectorizer from a document to its terms: a preprocessor, then tokens or characters, stop words, n-grams.</summary>
public sealed record TextAnalysis
{
    /// <summary>True where the document is brought to lower case first.</summary>
    public bool Lowers { get; init; }

    /// <summary><c>strip_accents</c>: <c>ascii</c>, <c>unicode</c>, or null where accents stay or a function strips them.</summary>
    public string? StripAccents { get; init; }

    /// <summary>The units that terms consist of: <c>word</c>, <c>char</c> or <c>char_wb</c>.</summary>
    public string Analyzer { get; init; } = "word";

    /// <summary>The number of tokens or characters in the shortest n-grams.</summary>
    public int ShortestGram { get; init; } = 1;

    /// <summary>The number of tokens or characters in the longest n-grams.</summary>
    public int LongestGram { get; init; } = 1;

    /// <summary>The regular expression of Python that finds tokens, or null where characters or a function do without.</summary>
    public string? TokenPattern { get; init; }

    /// <summary>The words that are left out, or null.</summary>
    public IReadOnlySet<string>? StopWords => StopWordSet is { } words ? new ReadOnlySet<string>(words) : null;

    /// <summary>The function that a parameter names to change the document in place of <see cref="Lowers"/> and <see cref="StripAccents"/>,
    /// such as <c>str.upper</c>; or null.</summary>
    public string? Preprocessor => PreprocessorFunction?.Name;

    /// <summary>The function that <c>strip_accents</c> names, or null.</summary>
    public string? AccentStripper => AccentFunction?.Name;

    /// <summary>The function that <c>tokenizer</c> or <c>analyzer</c> names to split the document, such as <c>str.split</c>; or
    /// null.</summary>
    public string? Splitter => SplitterFunction?.Name;

    internal HashSet<string>? StopWordSet { get; init; }

    internal TextFunction? PreprocessorFunction { get; init; }

    internal TextFunction? AccentFunction { get; init; }

    internal TextFunction? SplitterFunction { get; init; }

    /// <summary>Finds the tokens; null where characters are taken.</summary>
    internal Tokenizer? Tokenizer { get; init; }

    /// <summary>True where accents of letters that come decomposed stay (before 0.22).</summary>
    internal bool KeepsDecomposed { get; init; }
}
