namespace Brine.Training;

/// <summary>How often each term is in each document.</summary>
internal sealed class TermCounts
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly int[] _counts;
    private readonly int[] _ranks;

    private TermCounts(string[] terms, int[] ranks, int[] starts, int[] columns, int[] counts) =>
        (Terms, _ranks, _starts, _columns, _counts) = (terms, ranks, starts, columns, counts);

    /// <summary>Counts the terms of documents.</summary>
    internal TermCounts(TextAnalyzer analyzer, IReadOnlyList<string> documents, bool isBinary, CancellationToken cancellation)
    {
        var sink = new Sink(isBinary);
        var buffer = new List<(int Start, int Length)>();
        _starts = new int[documents.Count + 1];
        for (int row = 0; row < documents.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            analyzer.Analyze(documents[row], sink, buffer);
            _starts[row + 1] = sink.Flush();
        }

        // Terms in order, and where each stands there.
        string[] terms = [.. sink.Terms];
        int[] order = [.. Enumerable.Range(0, terms.Length)];
        Array.Sort(order, (left, right) => PythonText.Compare(terms[left], terms[right]));
        var places = new int[terms.Length];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        (Terms, _ranks) = (Array.ConvertAll(order, term => terms[term]), order);
        (_columns, _counts) = ([.. sink.Columns.Select(term => places[term])], [.. sink.Counts]);
    }

    /// <summary>The terms in order.</summary>
    internal string[] Terms { get; }

    internal int DocumentCount => _starts.Length - 1;

    /// <summary>In how many documents each term is.</summary>
    internal int[] DocumentFrequencies()
    {
        var counts = new int[Terms.Length];
        foreach (int column in _columns)
        {
            counts[column]++;
        }

        return counts;
    }

    /// <summary><c>_limit_features</c>: without what is in too few or too many documents, and the most frequent terms alone.</summary>
    internal TermCounts Limit(double least, double most, int? limit)
    {
        int[] frequencies = DocumentFrequencies();
        bool[] isKept = Array.ConvertAll(frequencies, count => count <= most && count >= least);
        int[] kept = [.. Enumerable.Range(0, isKept.Length).Where(term => isKept[term])];
        if (limit is { } wanted && kept.Length > wanted)
        {
            var totals = new double[Terms.Length];
            for (int i = 0; i < _columns.Length; i++)
            {
                totals[_columns[i]] -= _counts[i];
            }

            int[] order = [.. Enumerable.Range(0, kept.Length)];
            IndirectSort.ArgSort(Array.ConvertAll(kept, term => totals[term]), order);
            kept = [.. order.Take(wanted).Select(place => kept[place]).Order()];
        }

        var places = new int[Terms.Length];
        Array.Fill(places, -1);
        for (int i = 0; i < kept.Length; i++)
        {
            places[kept[i]] = i;
        }

        var starts = new int[_starts.Length];
        List<int> columns = [], counts = [];
        for (int row = 0; row + 1 < _starts.Length; row++)
        {
            for (int i = _starts[row]; i < _starts[row + 1]; i++)
            {
                if (places[_columns[i]] >= 0)
                {
                    columns.Add(places[_columns[i]]);
                    counts.Add(_counts[i]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        return new TermCounts(Array.ConvertAll(kept, term => Terms[term]), Array.ConvertAll(kept, term => _ranks[term]), starts,
            [.. columns], [.. counts]);
    }

    /// <summary>The counts as <c>fit_transform</c> leaves them: those of a row in the order in which the terms were first seen.</summary>
    internal SparseMatrix ToRows(DType type)
    {
        var columns = (int[])_columns.Clone();
        double[] data = Array.ConvertAll(_counts, count => (double)count);
        int[] ranks = Array.ConvertAll(columns, column => _ranks[column]), counted = (int[])ranks.Clone();
        for (int row = 0; row < DocumentCount; row++)
        {
            int start = _starts[row], count = _starts[row + 1] - start;
            Array.Sort(ranks, columns, start, count);
            Array.Sort(counted, data, start, count);
        }

        return new SparseMatrix(new CsrMatrix(DocumentCount, Terms.Length, (int[])_starts.Clone(), columns, data, type));
    }

    /// <summary>Numbers terms as they come, and counts those of a document.</summary>
    private sealed class Sink : ITermSink
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
        private readonly bool _isBinary;
        private readonly List<int> _own = [];
        private readonly List<int> _seen = [];

        internal Sink(bool isBinary) => (_isBinary, _lookup) = (isBinary, _numbers.GetAlternateLookup<ReadOnlySpan<char>>());

        public int LongestTerm => int.MaxValue;

        internal List<string> Terms { get; } = [];

        internal List<int> Columns { get; } = [];

        internal List<int> Counts { get; } = [];

        public void Add(ReadOnlySpan<char> term)
        {
            if (!_lookup.TryGetValue(term, out int number))
            {
                string text = term.ToString();
                number = Terms.Count;
                _numbers.Add(text, number);
                Terms.Add(text);
                _own.Add(0);
            }

            if (_own[number]++ == 0)
            {
                _seen.Add(number);
            }
        }

        /// <summary>Keeps the counts of a document; how many there are of all so far.</summary>
        internal int Flush()
        {
            foreach (int number in _seen)
            {
                Columns.Add(number);
                Counts.Add(_isBinary ? 1 : _own[number]);
                _own[number] = 0;
            }

            _seen.Clear();
            return Columns.Count;
        }
    }
}
