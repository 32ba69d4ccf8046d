using System.Text;

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

    internal TextAnalyzer(TextAnalysis analysis)
    {
        _lowers = analysis.Lowers;
        _accents = analysis.StripAccents;
        _keepsDecomposed = analysis.KeepsDecomposed;
        _analyzer = analysis.Analyzer;
        _least = analysis.ShortestGram;
        _most = analysis.LongestGram;
        _tokenizer = analysis.Tokenizer;
        _preprocessor = analysis.PreprocessorFunction;
        _accentFunction = analysis.AccentFunction;
        _splitter = analysis.SplitterFunction;
        _stopWords = analysis.StopWordSet?.GetAlternateLookup<ReadOnlySpan<char>>();
    }

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
        buffer.Clear();
        if (_splitter?.Tokens is { } tokens)
        {
            text = Joined(tokens(text), buffer);
        }
        else if (_tokenizer is null)
        {
            CharacterGrams.Add(text, _analyzer == "char_wb", _least, _most, sink, buffer);
            return;
        }
        else
        {
            text = _splitter?.Change(text) ?? text;
            _tokenizer.Split(text, buffer);
        }

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

    /// <summary>The tokens of a function of the user's, which may be other words than those of the text: one text, and their places in
    /// it.</summary>
    private string Joined(IEnumerable<string>? tokens, List<(int Start, int Length)> places)
    {
        var text = new StringBuilder();
        foreach (string token in tokens ?? [null!])
        {
            if (token is null)
            {
                throw new InvalidOperationException($"the code that was registered for {_splitter!.Name} gave no text for a token");
            }

            places.Add((text.Length, token.Length));
            text.Append(token);
        }

        return text.ToString();
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
}
