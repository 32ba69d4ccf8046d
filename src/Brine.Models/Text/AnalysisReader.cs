using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the parameters by which a vectorizer makes terms of a document.</summary>
internal static class AnalysisReader
{
    internal static TextAnalysis Read(EstimatorReader reader)
    {
        if ((reader.Text("input") ?? "content") != "content")
        {
            throw reader.Unsupported($"input='{reader.Text("input")}', which names files,");
        }

        // A function for analyzer does everything; one for preprocessor does what lowercase and strip_accents would.
        TextFunction? analyzer = ReadFunction(reader, "analyzer", givesText: false);
        TextFunction? preprocessor = analyzer is null ? ReadFunction(reader, "preprocessor", givesText: true) : null;
        bool isBare = analyzer is null && preprocessor is null;
        TextFunction? accentFunction = isBare ? ReadFunction(reader, "strip_accents", givesText: true) : null;
        string? accents = isBare && accentFunction is null ? reader.Text("strip_accents") : null;
        string unit = reader.Text("analyzer") ?? "word";
        if (accents is not (null or "ascii" or "unicode") || unit is not ("word" or "char" or "char_wb"))
        {
            throw reader.Unsupported($"strip_accents={reader.ValueOrNone("strip_accents")} and analyzer={reader.ValueOrNone("analyzer")}");
        }

        (int shortest, int longest) = analyzer is null ? Range(reader) : (1, 1);
        TextFunction? splitter = analyzer ?? (unit == "word" ? ReadFunction(reader, "tokenizer", givesText: false) : null);
        string? pattern = splitter is not null || unit != "word" ? null
            : reader.Text("token_pattern") ?? throw reader.Unsupported("no token_pattern");
        return new TextAnalysis
        {
            Lowers = isBare && reader.Flag("lowercase", true),
            StripAccents = accents,
            Analyzer = unit,
            ShortestGram = shortest,
            LongestGram = longest,
            TokenPattern = pattern,
            Tokenizer = splitter is not null ? splitter.Tokenizer
                : pattern is null ? null
                : WordTokenizer.ShortestOf(pattern) is { } least ? new WordTokenizer(least)
                : new RegexTokenizer(reader, pattern),
            StopWordSet = analyzer is null && unit == "word" ? StopWords.Read(reader) : null,
            PreprocessorFunction = preprocessor,
            AccentFunction = accentFunction,
            SplitterFunction = splitter,

            // Versions that have looked at stop words (from 0.21 on) remember it, where they fitted a vocabulary of words.
            KeepsDecomposed = !reader.SavedBy.IsAtLeast(0, 22,
                otherwise: unit != "word" || !reader.Has("vocabulary_") || reader.Has("_stop_words_id")),
        };
    }

    private static (int Least, int Most) Range(EstimatorReader reader)
    {
        PyValue value = reader.ValueOrNone("ngram_range");
        if (value.IsNone)
        {
            return (1, 1);
        }

        long[] bounds = EstimatorReader.ArrayOf(value)?.ToInt64s() ?? [];
        return bounds.Length == 2 && bounds[0] >= 1 && bounds[0] <= bounds[1] && bounds[1] < int.MaxValue
            ? ((int)bounds[0], (int)bounds[1])
            : throw reader.Unsupported($"ngram_range={value}");
    }

    /// <summary>A function that a parameter names, or null where it names none; functions of Python that are not known are named and
    /// refused.</summary>
    private static TextFunction? ReadFunction(EstimatorReader reader, string name, bool givesText)
    {
        PyValue value = reader.ValueOrNone(name);
        if (value.IsNone || value.AsString() is not null || value.Kind == PyKind.Bool)
        {
            return null;
        }

        CodeReference code = CodeReference.Of(value);
        CustomFunction? custom = reader.Code.Find(code.Name);
        TextFunction function = (givesText ? TextFunction.OfText(code.Name, custom?.OfText)
                : TextFunction.OfTokens(code.Name, custom?.Tokens))
            ?? TextFunction.Find(value)
            ?? throw reader.NeedsCode(name, code, givesText ? "RegisterText" : "RegisterTokens", "text => ...");
        return function.GivesText || !givesText ? function : throw reader.Unsupported($"{name}={code.Text}, which gives no text,");
    }
}
