using Brine.Arrays;

namespace Brine.Models;

/// <summary>Counts the terms of documents: <c>_count_vocab</c> with a vocabulary that is known.</summary>
internal sealed class DocumentCounter
{
    private readonly TextAnalyzer _analyzer;
    private readonly bool _isBinary;
    private readonly DType _dtype;
    private readonly string _className;

    /// <summary>The counters of the last call, kept so that one short document does not cost an array as long as the vocabulary.</summary>
    private Sink? _spare;

    internal DocumentCounter(VocabularyForm form, string className)
    {
        _analyzer = new TextAnalyzer(form.Analysis);
        Vocabulary = new Vocabulary(form.Terms);
        _isBinary = form.IsBinary;
        _dtype = form.DType;
        _className = className;
    }

    internal Vocabulary Vocabulary { get; }

    internal CsrMatrix Count(Features x)
    {
        IReadOnlyList<string> documents = Documents.Of(x, _className);
        Sink sink = Interlocked.Exchange(ref _spare, null) ?? new Sink(Vocabulary);
        var buffer = new List<(int Start, int Length)>();
        var starts = new int[documents.Count + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < documents.Count; row++)
        {
            _analyzer.Analyze(documents[row], sink, buffer);
            sink.Flush(columns, data, _isBinary);
            starts[row + 1] = columns.Count;
        }

        _spare = sink;
        return new CsrMatrix(documents.Count, Vocabulary.Terms.Count, starts, [.. columns], NumpyPrecision.Cast([.. data], _dtype), _dtype);
    }

    private sealed class Sink(Vocabulary vocabulary) : ITermSink
    {
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup =
            vocabulary.Columns.GetAlternateLookup<ReadOnlySpan<char>>();
        private readonly int[] _counts = new int[vocabulary.Terms.Count];
        private readonly List<int> _seen = [];

        public int LongestTerm => vocabulary.LongestTerm;

        public void Add(ReadOnlySpan<char> term)
        {
            if (term.Length <= vocabulary.LongestTerm && _lookup.TryGetValue(term, out int column) && _counts[column]++ == 0)
            {
                _seen.Add(column);
            }
        }

        internal void Flush(List<int> columns, List<double> data, bool isBinary)
        {
            _seen.Sort();
            foreach (int column in _seen)
            {
                columns.Add(column);
                data.Add(isBinary ? 1 : _counts[column]);
                _counts[column] = 0;
            }

            _seen.Clear();
        }
    }
}
