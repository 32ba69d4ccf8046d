using Brine.Arrays;

namespace Brine.Models;

/// <summary>LatentDirichletAllocation: the shares of topics in documents that are counts of words.</summary>
internal sealed partial class LatentDirichletAllocation : Estimator
{
    private readonly TopicForm _form;
    private readonly TopicMixture<double> _doubles;
    private readonly TopicMixture<float>? _singles;
    private readonly InputContract _inputs;

    internal LatentDirichletAllocation(EstimatorInfo info, TopicForm form)
        : base(info)
    {
        _form = form;
        _doubles = new TopicMixture<double>(form);
        _singles = form.Words.DType.IsSingle() ? new TopicMixture<float>(form) : null;
        _inputs = InputContract.FiniteOrSparse with { Precision = _singles is null ? InputPrecision.Double : InputPrecision.Single };
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _form.Words.Shape[1];

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered("latentdirichletallocation", _form.Words.Shape[0]);

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && _singles is null ? new DocumentKernel(this) : null;

    private protected override Features TransformCore(Features x)
    {
        int count = _form.Words.Shape[0];
        var shares = new double[checked(x.RowCount * count)];
        Matrix? matrix = x is SparseMatrix ? null : x.ToMatrix();
        for (int row = 0; row < x.RowCount; row++)
        {
            Span<double> output = shares.AsSpan(row * count, count);
            if (matrix is not null)
            {
                InputPlace.RequireNoNegative(this, matrix.Row(row), default, row, x.ColumnNames);
                Document(matrix.Row(row), output);
                continue;
            }

            CsrMatrix csr = ((SparseMatrix)x).Csr;
            int start = csr.Starts[row], length = csr.Starts[row + 1] - start;
            InputPlace.RequireNoNegative(this, csr.Data.AsSpan(start, length), csr.Columns.AsSpan(start, length), row, x.ColumnNames);
            Run(csr.Columns.AsSpan(start, length), csr.Data.AsSpan(start, length), output);
        }

        return new Matrix(x.RowCount, count, shares, _singles is null ? DType.Float64 : DType.Float32);
    }

    /// <summary>A document in full: only the words that it has are walked.</summary>
    private void Document(ReadOnlySpan<double> row, Span<double> output)
    {
        int[] words = System.Buffers.ArrayPool<int>.Shared.Rent(row.Length);
        double[] counts = System.Buffers.ArrayPool<double>.Shared.Rent(row.Length);
        int length = 0;
        for (int word = 0; word < row.Length; word++)
        {
            if (row[word] != 0)
            {
                (words[length], counts[length++]) = (word, row[word]);
            }
        }

        Run(words.AsSpan(0, length), counts.AsSpan(0, length), output);
        System.Buffers.ArrayPool<int>.Shared.Return(words);
        System.Buffers.ArrayPool<double>.Shared.Return(counts);
    }

    private void Run(ReadOnlySpan<int> words, ReadOnlySpan<double> counts, Span<double> output)
    {
        if (_singles is null)
        {
            _doubles.Run(words, counts, output);
        }
        else
        {
            _singles.Run(words, counts, output);
        }
    }

    private sealed class DocumentKernel(LatentDirichletAllocation owner) : RowKernel
    {
        public override int InputCount => owner._form.Words.Shape[1];

        public override int OutputCount => owner._form.Words.Shape[0];

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            InputPlace.RequireNoNegative(owner, row, default, null, null);
            owner.Document(row, output);
        }
    }
}
