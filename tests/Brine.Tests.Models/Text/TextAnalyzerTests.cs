using System.Text.Json;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

public sealed class TextAnalyzerTests
{
    private static readonly string[] Lines = File.ReadAllLines(PythonTextTests.Golden("texts.jsonl"));

    public static TheoryData<int> LineNumbers => [.. Enumerable.Range(0, Lines.Length)];

    [Theory]
    [MemberData(nameof(LineNumbers))]
    public void Texts_become_what_Python_makes_of_them(int line)
    {
        using JsonDocument document = JsonDocument.Parse(Lines[line]);
        JsonElement expected = document.RootElement;
        string text = expected.GetProperty("text").GetString()!;

        Assert.Equal(expected.GetProperty("lower").GetString(), PythonText.Lower(text));
        Assert.Equal(expected.GetProperty("unicode").GetString(), Accents.Strip(text, keepsDecomposed: false));
        Assert.Equal(expected.GetProperty("ascii").GetString(), Accents.StripToAscii(text));
        foreach (JsonProperty tokens in expected.GetProperty("tokens").EnumerateObject())
        {
            Assert.Equal(Texts(tokens.Value), Terms(text, ("token_pattern", tokens.Name)));
        }

        Assert.Equal(Texts(expected.GetProperty("char")), Sorted(Terms(text, ("analyzer", "char"), ("ngram_range", Range(1, 3)))));
        Assert.Equal(Texts(expected.GetProperty("char_wb")), Sorted(Terms(text, ("analyzer", "char_wb"), ("ngram_range", Range(2, 4)))));
        Assert.Equal(Texts(expected.GetProperty("word")), Sorted(Terms(text, ("ngram_range", Range(1, 3)))));
    }

    [Fact]
    public void Old_versions_left_decomposed_text_alone()
    {
        Assert.Equal("e\u0301a", Accents.Strip("e\u0301a", keepsDecomposed: true));
        Assert.Equal("ea", Accents.Strip("e\u0301a", keepsDecomposed: false));
        Assert.Equal("ee", Accents.Strip("e\u0301\u00e9", keepsDecomposed: true));
    }

    [Theory]
    [InlineData("tokenizer")]
    [InlineData("preprocessor")]
    [InlineData("analyzer")]
    [InlineData("strip_accents")]
    public void Functions_are_refused_by_name(string parameter)
    {
        UnsupportedModelException error = Assert.Throws<UnsupportedModelException>(
            () => Terms("", (parameter, new PyValue(new PyGlobal("shop.text", "split")))));

        Assert.Equal("CustomCode", error.Code);
        Assert.Contains($"{parameter}=shop.text.split", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_reached_through_getattr_is_refused_under_its_own_name()
    {
        var title = new PyObject(new PyGlobal("builtins", "getattr"), new PyTuple(new PyGlobal("builtins", "str"), "title"));

        Assert.Contains("analyzer=str.title, Python code that Brine does not run",
            Assert.Throws<UnsupportedModelException>(() => Terms("", ("analyzer", new PyValue(title)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preprocessor_that_gives_a_list_is_refused() =>
        Assert.Throws<UnsupportedModelException>(() => Terms("", ("preprocessor", new PyValue(new PyGlobal("builtins", "str.split")))));

    [Theory]
    [InlineData(@"(\w)(\w)")]
    [InlineData(@"(a)\1")]
    [InlineData(@"(?x)a b")]
    [InlineData(@"a++")]
    [InlineData(@"\N{BULLET}")]
    [InlineData(@"(?P=name)")]
    [InlineData(@"(?i)[ä]")]
    [InlineData(@"[a")]
    [InlineData(@"(a")]
    [InlineData(@"a\")]
    public void Patterns_without_a_translation_are_refused(string pattern) =>
        Assert.Throws<UnsupportedModelException>(() => Terms("", ("token_pattern", pattern)));

    [Fact]
    public void A_wide_ngram_range_costs_no_more_than_the_longest_term()
    {
        Estimator vectorizer = MadeEstimator.Read(
            "sklearn.feature_extraction.text",
            "CountVectorizer",
            ("ngram_range", Range(1, 1_000_000)),
            ("token_pattern", @"(?u)\b\w+\b"),
            ("vocabulary_", MadeEstimator.Dict(("a", 0), ("a b", 1))));
        var counts = (SparseMatrix)vectorizer.Transform(new[] { string.Concat(Enumerable.Repeat("a b ", 200_000)) });

        Assert.Equal([200_000, 200_000], counts.Csr.Data);
    }

    private static string[] Terms(string text, params (string Name, PyValue Value)[] parameters)
    {
        PyObject source = MadeEstimator.Object("sklearn.feature_extraction.text", "CountVectorizer",
            [("token_pattern", @"(?u)\b\w\w+\b"), ("lowercase", false), .. parameters]);
        var sink = new ListSink();
        new TextAnalyzer(AnalysisReader.Read(new EstimatorReader(source, "model"))).Analyze(text, sink, []);
        return [.. sink.Terms];
    }

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>Python's order of text: by code points.</summary>
    private static string[] Sorted(string[] terms) =>
        [.. terms.OrderBy(term => string.Concat(term.EnumerateRunes().Select(rune => rune.Value.ToString("X8"))), StringComparer.Ordinal)];

    private static PyValue Range(int least, int most) => new(new PyTuple(least, most));

    private sealed class ListSink : ITermSink
    {
        internal List<string> Terms { get; } = [];

        public int LongestTerm => int.MaxValue;

        public void Add(ReadOnlySpan<char> term) => Terms.Add(term.ToString());
    }
}
