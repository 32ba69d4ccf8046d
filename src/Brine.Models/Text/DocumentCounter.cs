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
        for (int row = 0; row < documents.Count; row++)
        {
            _analyzer.Analyze(documents[row], sink, buffer);
            starts[row + 1] = sink.EndDocument(_isBinary);
        }

        (int[] columns, double[] data) = sink.Take();
        _spare = sink;
        return new CsrMatrix(documents.Count, Vocabulary.Terms.Count, starts, columns, NumpyPrecision.Cast(data, _dtype), _dtype);
    }

    /// <summary>Counts the terms of one document after the other, in arrays that the next documents take over.</summary>
    private sealed class Sink(Vocabulary vocabulary) : ITermSink
    {
        private const int MostKept = 1 << 19;
        private const int MostInserted = 48;

        private readonly TermTable _table = vocabulary.Columns;
        private readonly int[] _counts = new int[vocabulary.Terms.Count];
        private int[] _columns = new int[256];
        private double[] _data = new double[256];
        private int _start;
        private int _end;

        public int LongestTerm => vocabulary.LongestTerm;

        public void Add(ReadOnlySpan<char> term)
        {
            if (_table.Find(term) is >= 0 and var column && _counts[column]++ == 0)
            {
                if (_end == _columns.Length)
                {
                    Array.Resize(ref _columns, checked(_end * 2));
                }

                _columns[_end++] = column;
            }
        }

        /// <summary>Puts the terms of a document in order.</summary>
        /// <returns>How many terms all documents have by now.</returns>
        internal int EndDocument(bool isBinary)
        {
            Span<int> seen = _columns.AsSpan(_start, _end - _start);
            Sort(seen);
            if (_data.Length < _end)
            {
                Array.Resize(ref _data, _columns.Length);
            }

            Span<double> data = _data.AsSpan(_start, seen.Length);
            for (int i = 0; i < seen.Length; i++)
            {
                ref int count = ref _counts[seen[i]];
                data[i] = isBinary ? 1 : count;
                count = 0;
            }

            return _start = _end;
        }

        /// <summary>Most documents have few terms, which are quickly put in order one by one.</summary>
        private static void Sort(Span<int> columns)
        {
            if (columns.Length > MostInserted)
            {
                columns.Sort();
                return;
            }

            for (int i = 1; i < columns.Length; i++)
            {
                int column = columns[i], at = i;
                for (; at > 0 && columns[at - 1] > column; at--)
                {
                    columns[at] = columns[at - 1];
                }

                columns[at] = column;
            }
        }

        /// <summary>The terms of all documents, and how often each has them; what was large is not kept.</summary>
        internal (int[] Columns, double[] Data) Take()
        {
            (int[], double[]) taken = (_columns.AsSpan(0, _end).ToArray(), _data.AsSpan(0, _end).ToArray());
            if (_columns.Length > MostKept)
            {
                (_columns, _data) = (new int[256], new double[256]);
            }

            _start = _end = 0;
            return taken;
        }
    }
}
