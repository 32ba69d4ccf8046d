using System.Text.Json;

namespace Brine.Training;

/// <summary>Base class of the trainers that count the words of documents.</summary>
public abstract class VectorizerTrainer : Trainer
{
    private protected VectorizerTrainer()
    {
    }

    /// <summary><c>analyzer</c>: <c>word</c>, <c>char</c>, or <c>char_wb</c> for characters inside of words.</summary>
    public string Analyzer { get; set; } = "word";

    /// <summary><c>lowercase</c>: whether documents are put into lower case.</summary>
    public bool LowersCase { get; set; } = true;

    /// <summary><c>strip_accents</c>: <c>ascii</c> or <c>unicode</c> takes accents off; null leaves them.</summary>
    public string? StripAccents { get; set; }

    /// <summary><c>token_pattern</c>: what a word is, as Python's <c>re</c> writes it.</summary>
    public string TokenPattern { get; set; } = @"(?u)\b\w\w+\b";

    /// <summary><c>stop_words</c>: words that are left out; null leaves none out. A list that holds only <c>english</c> is scikit-learn's
    /// own list.</summary>
    public IReadOnlyList<string>? StopWords { get; set; }

    /// <summary>The first number of <c>ngram_range</c>: of how many words or characters a term is at least.</summary>
    public int ShortestGram { get; set; } = 1;

    /// <summary>The second number of <c>ngram_range</c>: of how many words or characters a term is at most.</summary>
    public int LongestGram { get; set; } = 1;

    /// <summary><c>min_df</c>: in how many documents a term is at least; under 1 a share of them.</summary>
    public DocumentLimit MinDocuments { get; set; } = 1;

    /// <summary><c>max_df</c>: in how many documents a term is at most; 1.0 is the share of all.</summary>
    public DocumentLimit MaxDocuments { get; set; } = DocumentLimit.Share(1);

    /// <summary><c>max_features</c>: how many terms there are at most, the most frequent ones; null for no limit.</summary>
    public int? MaxFeatures { get; set; }

    /// <summary><c>binary</c>: whether a term counts once a document.</summary>
    public bool IsBinary { get; set; }

    private protected override string Module => "sklearn.feature_extraction.text";

    private protected abstract string NumberType { get; }

    internal override bool TakesDocuments => true;

    internal override void Bind(ParameterBinder binder)
    {
        binder.Fixed("input", "content");
        binder.Fixed("encoding", "utf-8");
        binder.Fixed("decode_error", "strict");
        StripAccents = binder.OptionalText("strip_accents", StripAccents, "ascii", "unicode");
        binder.Fixed("preprocessor", default);
        binder.Fixed("tokenizer", default);
        Analyzer = binder.Text("analyzer", Analyzer, "word", "char", "char_wb");
        LowersCase = binder.Flag("lowercase", LowersCase);
        TokenPattern = binder.Text("token_pattern", TokenPattern);
        BindStopWords(binder);
        MaxDocuments = MaxDocuments.Bind(binder, "max_df");
        MinDocuments = MinDocuments.Bind(binder, "min_df");
        MaxFeatures = binder.OptionalInt("max_features", MaxFeatures, 1);
        if (binder.Take("ngram_range") is { } given)
        {
            (ShortestGram, LongestGram) = given.ValueKind == JsonValueKind.Array && given.GetArrayLength() == 2
                && given[0].TryGetInt32(out int least) && given[1].TryGetInt32(out int most) ? (least, most)
                : throw binder.Bad("ngram_range", given.GetRawText(), "two whole numbers");
        }

        if (ShortestGram < 1 || LongestGram < ShortestGram)
        {
            throw binder.Bad("ngram_range", $"({ShortestGram}, {LongestGram})", "two whole numbers from 1 on, the smaller one first");
        }

        binder.Write("ngram_range", new PyTuple(ShortestGram, LongestGram));
        binder.Fixed("vocabulary", default);
        IsBinary = binder.Flag("binary", IsBinary);
        binder.Write("dtype", new PyGlobal("numpy", NumberType));
    }

    private void BindStopWords(ParameterBinder binder)
    {
        if (binder.Take("stop_words") is { } given)
        {
            StopWords = given.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String when given.GetString() == "english" => ["english"],
                JsonValueKind.Array when given.EnumerateArray().All(word => word.ValueKind == JsonValueKind.String) =>
                    [.. given.EnumerateArray().Select(word => word.GetString()!)],
                _ => throw binder.Bad("stop_words", given.GetRawText(), "'english', a list of words, or None"),
            };
        }

        binder.Write("stop_words", StopWords switch
        {
            null => default,
            ["english"] => "english",
            _ => new PyList(StopWords.Select(word => (PyValue)word)),
        });
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        TermCounts counts = Count(call, attributes);
        Finish(call, attributes, counts);
    }

    /// <summary>What is learned of the counts, beside the terms.</summary>
    private protected abstract void Finish(FitCall call, AttributeWriter attributes, TermCounts counts);

    /// <summary><c>fit_transform</c>: counts all terms, leaves out what is too rare or too frequent, and puts them in order.</summary>
    private TermCounts Count(FitCall call, AttributeWriter attributes)
    {
        IReadOnlyList<string> documents = Documents.Of(call.Rows, PythonName);
        TextAnalysis analysis = AnalysisReader.Read(new EstimatorReader(Describe(call.Context), PythonName));
        var counts = new TermCounts(new TextAnalyzer(analysis), documents, IsBinary, call.Context.Cancellation);
        if (counts.Terms.Length == 0)
        {
            throw new TrainingException("FitRows",
                $"there are no terms for {PythonName} to learn: the documents hold stop words or signs alone");
        }

        double most = MaxDocuments.Of(documents.Count), least = MinDocuments.Of(documents.Count);
        if (most < least)
        {
            throw new TrainingException("FitParameter", $"{PythonName} has max_df={MaxDocuments} and min_df={MinDocuments}, which no term "
                + $"of {documents.Count} documents fits");
        }

        TermCounts kept = counts.Limit(least, most, MaxFeatures);
        if (kept.Terms.Length == 0)
        {
            throw new TrainingException("FitRows",
                $"no terms are left for {PythonName}: min_df={MinDocuments} or max_df={MaxDocuments} leaves all out");
        }

        var vocabulary = new PyDict();
        for (int column = 0; column < kept.Terms.Length; column++)
        {
            // numpy counts the columns where terms were chosen of sorted ones.
            vocabulary[kept.Terms[column]] = MaxFeatures is null ? column : call.Context.Scalar((long)column);
        }

        attributes.Set("fixed_vocabulary_", false).Set("vocabulary_", vocabulary);
        if (Analyzer == "word")
        {
            // The address of the stop words that were looked at; no other object is there.
            attributes.Set("_stop_words_id", 0);
        }

        if (!call.Context.IsNew)
        {
            var left = new PySet(isFrozen: false);
            foreach (string term in counts.Terms.Except(kept.Terms))
            {
                left.Add(term);
            }

            attributes.Set("stop_words_", left);
        }

        return kept;
    }
}
