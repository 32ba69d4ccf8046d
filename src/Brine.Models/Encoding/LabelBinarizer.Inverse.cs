using Brine.Arrays;

namespace Brine.Models;

/// <summary>The way back from columns to labels.</summary>
internal sealed partial class LabelBinarizer
{
    private Answer InverseTransform(Features x)
    {
        if (_type == TargetType.Multiclass)
        {
            return x.IsVector ? throw Shape(x)
                : _classes.Labels.Take(x is SparseMatrix { Csr: { } csr } ? LargestStored(csr) : Largest(x.ToMatrix()));
        }

        double threshold = (_positive + _negative) / 2.0;
        Matrix scores = x.ToMatrix();
        if (_type == TargetType.Multilabel)
        {
            var marks = new Matrix(scores.RowCount, scores.ColumnCount,
                Array.ConvertAll(scores.Values, value => value > threshold ? 1.0 : 0), DType.Int64);
            return scores.ColumnCount != _classes.Count ? throw Shape(x)
                : _wasSparse ? FeatureStack.Sparse([marks], marks.RowCount).Csr : Brine.Models.Answer.Of(marks);
        }

        if (scores.ColumnCount is 0 or > 2)
        {
            throw Shape(x);
        }

        var indices = new int[scores.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            bool isSecond = scores.Row(row)[^1] > threshold && (_classes.Count > 1 || scores.ColumnCount > 1);
            indices[row] = !isSecond ? 0 : _classes.Count > 1 ? 1 : throw Beyond(row, 1);
        }

        return _classes.Labels.Take(indices);
    }

    /// <summary><c>classes.take(scores.argmax(axis=1), mode='clip')</c></summary>
    private int[] Largest(Matrix scores)
    {
        if (scores.ColumnCount == 0)
        {
            throw Shape(scores);
        }

        var indices = new int[scores.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            indices[row] = Math.Min(Labels.LargestIndex(scores.Row(row)), _classes.Count - 1);
        }

        return indices;
    }

    /// <summary>
    /// The column of the largest value of each row in the order in which they are stored. Where that is zero and the row stores others,
    /// <c>_inverse_binarize_multiclass</c> takes the class of the first column that is not stored for an index.
    /// </summary>
    private int[] LargestStored(CsrMatrix csr)
    {
        var indices = new int[csr.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            (ReadOnlyMemory<int> columns, ReadOnlyMemory<double> values) = csr.Row(row);
            if (columns.IsEmpty)
            {
                continue;
            }

            int best = Labels.LargestIndex(values.Span);
            double largest = values.Span[best];
            long index = columns.Span[best];
            if (largest == 0 || (largest < 0 && columns.Length < csr.ColumnCount))
            {
                int free = 0;
                while (free < csr.ColumnCount && columns.Span.Contains(free))
                {
                    free++;
                }

                index = free < csr.ColumnCount && free < _classes.Count && _classes.Labels[free].TryGetInt64(out long label) ? label : -1;
            }

            indices[row] = index >= 0 && index < _classes.Count ? (int)index : throw Beyond(row, index);
        }

        return indices;
    }

    private ModelInputException Shape(Features x) =>
        new("InputFeatures",
            $"the data has {(x.IsVector ? "one dimension" : $"{x.ColumnCount} columns")} and {ClassName} knows {_classes.Count} classes");

    private ModelInputException Beyond(int row, long index) =>
        new("InputCategory", $"row {RowNumbers.Of(row)} stands for class {index} and {ClassName} knows {_classes.Count}, counted from 0");
}
