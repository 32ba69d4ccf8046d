using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The analyzer of the vectorizers: lower case, accents, tokens, stop words, n-grams. The terms come as spans of one buffer: no string is
/// made for them, and n-grams longer than any term of the vocabulary are left out, so that a wide <c>ngram_range</c> costs no more time
/// than the vocabulary has long terms.
/// </summary>
internal sealed class TextAnalyzer
{
    private readonly bool _lowers;
    private readonly string? _accents;
    private readonly bool _keepsDecomposed;
    private readonly string _analyzer;
    private readonly int _least;
    private readonly int _most;
    private readonly Tokenizer? _tokenizer;
    private readonly TextFunction? _preprocessor;
    private readonly TextFunction? _accentFunction;
    private readonly TextFunction? _splitter;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? _stopWords;

    internal TextAnalyzer(EstimatorReader reader)
    {
        if ((reader.Text("input") ?? "content") != "content")
        {
            throw reader.Unsupported($"input='{reader.Text("input")}', which names files,");
        }

        // A function for analyzer does everything; one for preprocessor does what lowercase and strip_accents would.
        TextFunction? analyzer = ReadFunction(reader, "analyzer", givesText: false);
        _preprocessor = analyzer is null ? ReadFunction(reader, "preprocessor", givesText: true) : null;
        _lowers = analyzer is null && _preprocessor is null && reader.Flag("lowercase", true);
        _accentFunction = analyzer is null && _preprocessor is null ? ReadFunction(reader, "strip_accents", givesText: true) : null;
        _accents = analyzer is null && _preprocessor is null && _accentFunction is null ? reader.Text("strip_accents") : null;
        _analyzer = reader.Text("analyzer") ?? "word";

        // Versions that have looked at stop words (from 0.21 on) remember it, where they fitted a vocabulary of words.
        _keepsDecomposed = !reader.SavedBy.IsAtLeast(0, 22, otherwise: _analyzer != "word" || !reader.Has("vocabulary_") || reader.Has("_stop_words_id"));
        if (_accents is not (null or "ascii" or "unicode") || _analyzer is not ("word" or "char" or "char_wb"))
        {
            throw reader.Unsupported($"strip_accents={reader.ValueOrNone("strip_accents")} and analyzer={reader.ValueOrNone("analyzer")}");
        }

        (_least, _most) = analyzer is null ? Range(reader) : (1, 1);
        GivesText = analyzer is { GivesText: true };
        _splitter = analyzer ?? (_analyzer == "word" ? ReadFunction(reader, "tokenizer", givesText: false) : null);
        if (_splitter is not null)
        {
            _tokenizer = _splitter.Tokenizer;
            _stopWords = analyzer is null ? StopWords.Read(reader)?.GetAlternateLookup<ReadOnlySpan<char>>() : null;
        }
        else if (_analyzer == "word")
        {
            string pattern = reader.Text("token_pattern") ?? throw reader.Unsupported("no token_pattern");
            _tokenizer = WordTokenizer.ShortestOf(pattern) is { } shortest ? new WordTokenizer(shortest) : new RegexTokenizer(reader, pattern);
            _stopWords = StopWords.Read(reader)?.GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    /// <summary>True when the analyzer is a function that gives text, whose characters are the terms.</summary>
    internal bool GivesText { get; }

    /// <summary>Gives the terms of a document to a sink.</summary>
    internal void Analyze(string document, ITermSink sink, List<(int Start, int Length)> buffer)
    {
        string text = _preprocessor is not null ? _preprocessor.Change(document) : _lowers ? PythonText.Lower(document) : document;
        text = _accents switch
        {
            "unicode" => Accents.Strip(text, _keepsDecomposed),
            "ascii" => Accents.StripToAscii(text),
            _ => _accentFunction?.Change(text) ?? text,
        };
        text = _splitter?.Change(text) ?? text;
        buffer.Clear();
        if (_tokenizer is null)
        {
            CharacterGrams.Add(text, _analyzer == "char_wb", _least, _most, sink, buffer);
            return;
        }

        _tokenizer.Split(text, buffer);
        if (_stopWords is { } stopWords)
        {
            buffer.RemoveAll(token => stopWords.Contains(text.AsSpan(token.Start, token.Length)));
        }

        if (_most == 1)
        {
            foreach ((int start, int length) in buffer)
            {
                sink.Add(text.AsSpan(start, length));
            }

            return;
        }

        AddWordGrams(text, buffer, sink);
    }

    /// <summary>The tokens are joined by blanks once, and every n-gram is a part of that.</summary>
    private void AddWordGrams(string text, List<(int Start, int Length)> tokens, ITermSink sink)
    {
        var joined = new char[tokens.Sum(token => (long)token.Length + 1)];
        int at = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            (int start, int length) = tokens[i];
            text.AsSpan(start, length).CopyTo(joined.AsSpan(at));
            tokens[i] = (at, length);
            at += length;
            joined[at++] = ' ';
        }

        for (int n = _least; n <= Math.Min(_most, tokens.Count) && n - 1 <= sink.LongestTerm; n++)
        {
            for (int i = 0; i + n <= tokens.Count; i++)
            {
                (int lastStart, int lastLength) = tokens[i + n - 1];
                int length = lastStart + lastLength - tokens[i].Start;
                if (length <= sink.LongestTerm)
                {
                    sink.Add(joined.AsSpan(tokens[i].Start, length));
                }
            }
        }
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

    /// <summary>A function that a parameter names, or null where it names none; functions of Python that are not known are named and refused.</summary>
    private static TextFunction? ReadFunction(EstimatorReader reader, string name, bool givesText)
    {
        PyValue value = reader.ValueOrNone(name);
        if (value.IsNone || value.AsString() is not null || value.Kind == PyKind.Bool)
        {
            return null;
        }

        TextFunction function = TextFunction.Find(value) ?? throw reader.Unsupported($"{name}={FunctionReference.Describe(value)}, a function in Python,");
        return function.GivesText || !givesText ? function : throw reader.Unsupported($"{name}={FunctionReference.Describe(value)}, which gives no text,");
    }
}
