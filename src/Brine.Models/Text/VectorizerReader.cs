using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the vectorizers of text.</summary>
internal static class VectorizerReader
{
    internal static CountVectorizer Count(EstimatorReader reader) => new(reader.Info, Form(reader, DType.Int64, reads: null));

    internal static TfidfVectorizer Tfidf(EstimatorReader reader)
    {
        VocabularyForm form = Form(reader, DType.Float64,
            () => reader.Child("_tfidf") as TfidfTransformer ?? throw reader.Unsupported("a _tfidf that is no TfidfTransformer"));
        return form.Weights!.FeatureCount is { } count && count != form.Terms.Count
            ? throw new PickleFormatException("FormatShape",
                $"the vocabulary has {form.Terms.Count} terms and there are {count} weights; the file is corrupt")
            : new TfidfVectorizer(reader.Info, form);
    }

    internal static HashingVectorizer Hashing(EstimatorReader reader)
    {
        TextAnalysis analysis = AnalysisReader.Read(reader);
        if (analysis.SplitterFunction is { GivesText: true })
        {
            throw reader.Unsupported(
                $"analyzer={analysis.Splitter}, which gives text and no list of terms,");
        }

        int width = reader.Int("n_features");
        if (width < 1)
        {
            throw reader.Unsupported($"n_features={width}");
        }

        string? norm = TfidfReader.Norm(reader);
        DType dtype = DTypeParameter.ReadSparse(reader, DType.Float64);
        bool alternates = reader.Flag("alternate_sign", true);
        return new(reader.Info, new HashingForm(analysis, width)
        {
            AlternatesSign = alternates,
            IsNonNegative = reader.Flag("non_negative", false),
            IsBinary = reader.Flag("binary", false),
            Norm = norm,
            DType = dtype,

            // numpy 2 came with 1.5.
            RefusesNegative = alternates && dtype.Kind == 'u' && reader.SavedBy.IsAtLeast(1, 5),
        });
    }

    private static VocabularyForm Form(EstimatorReader reader, DType fallback, Func<TfidfTransformer>? reads)
    {
        TextAnalysis analysis = AnalysisReader.Read(reader);
        string[] terms = VocabularyReader.Terms(reader);
        DType dtype = DTypeParameter.ReadSparse(reader, fallback);
        return new VocabularyForm(analysis, terms, reads?.Invoke()) { IsBinary = reader.Flag("binary", false), DType = dtype };
    }
}
