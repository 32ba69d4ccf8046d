using System.Buffers;
using System.Text;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>HashingVectorizer: terms counted in the columns that their hashes name, with the sign of the hash.</summary>
internal sealed class HashingVectorizer : Estimator
{
    private readonly HashingForm _form;
    private readonly TextAnalyzer _analyzer;
    private readonly RowNorm _norm;
    private readonly DType _dtype;

    internal HashingVectorizer(EstimatorInfo info, HashingForm form)
        : base(info)
    {
        _form = form;
        _analyzer = new TextAnalyzer(form.Analysis);
        _norm = RowNorms.Of(form.Norm);
        _dtype = form.DType;
    }

    public override EstimatorForm Form => _form;

    public override IReadOnlyList<ColumnKind>? InputKinds => [ColumnKind.Document];

    public override Methods Methods => Methods.Transform;

    /// <summary>Null: documents have no columns to check.</summary>
    public override int? FeatureCount => null;

    public override InputContract Inputs(Methods method) => InputContract.Documents;

    private protected override Features TransformCore(Features x)
    {
        IReadOnlyList<string> documents = Documents.Of(x, ClassName);
        // Python's ints of either sign make a bool True, and from numpy 2 on a negative one is refused where the dtype has no sign.
        var sink = new Sink(_form.ColumnCount, _form.AlternatesSign && _dtype.Kind != 'b') { RefusesNegative = _form.RefusesNegative };
        var buffer = new List<(int Start, int Length)>();
        var starts = new int[documents.Count + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < documents.Count; row++)
        {
            try
            {
                _analyzer.Analyze(documents[row], sink, buffer);
            }
            catch (EncoderFallbackException)
            {
                throw new ModelInputException("InputText",
                    $"the document in row {RowNumbers.Of(row)} holds half a surrogate pair, which UTF-8 cannot write");
            }

            foreach ((int column, int count) in sink.Counts.OrderBy(entry => entry.Key))
            {
                columns.Add(column);
                data.Add(_form.IsBinary ? 1 : _form.IsNonNegative ? Math.Abs(count) : count);
            }

            sink.Counts.Clear();
            starts[row + 1] = columns.Count;
        }

        // normalize makes float64 of what is no float.
        double[] values = NumpyPrecision.Cast([.. data], _dtype);
        DType dtype = _norm == RowNorm.None || _dtype.Kind == 'f' ? _dtype : DType.Float64;
        RowNorms.Apply(_norm, starts, values, dtype is { Kind: 'f', ItemSize: 4 });
        return new SparseMatrix(new CsrMatrix(documents.Count, _form.ColumnCount, starts, [.. columns], values, dtype));
    }

    /// <summary><c>_hashing_fast.transform</c> for strings: the hash of the term's UTF-8 bytes, seed 0.</summary>
    private sealed class Sink(int width, bool alternates) : ITermSink
    {
        private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        internal Dictionary<int, int> Counts { get; } = [];

        internal bool RefusesNegative { get; init; }

        public int LongestTerm => int.MaxValue;

        public void Add(ReadOnlySpan<char> term)
        {
            byte[] bytes = ArrayPool<byte>.Shared.Rent(Utf8.GetMaxByteCount(term.Length));
            try
            {
                int hash = MurmurHash3.Hash(bytes.AsSpan(0, Utf8.GetBytes(term, bytes)), 0);
                if (RefusesNegative && hash < 0)
                {
                    throw new ModelInputException("InputText",
                        "a term has a negative hash, which the dtype of the HashingVectorizer does not hold; numpy 2 refuses it too");
                }

                int column = MurmurHash3.Column(hash, width);
                ref int count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Counts, column, out _);
                count += alternates && hash < 0 ? -1 : 1;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
    }
}
