using Brine.Arrays;

namespace Brine.Models;

/// <summary>The way back from zeros and ones to categories.</summary>
internal sealed partial class OneHotEncoder
{
    private Answer InverseTransform(Features x)
    {
        if (x.ColumnCount != _layout.ColumnCount)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {x.ColumnCount} columns and {ClassName} gave {_layout.ColumnCount}");
        }

        CsrMatrix? sparse = (x as SparseMatrix)?.Csr;
        Matrix? matrix = sparse is null ? x.ToMatrix() : null;
        var buffer = new double[sparse is null ? 0 : x.ColumnCount];
        int width = _categories.Count;
        var codes = new int[checked(x.RowCount * width)];
        for (int row = 0; row < x.RowCount; row++)
        {
            sparse?.CopyRow(row, buffer);
            ReadOnlySpan<double> values = matrix is null ? buffer : matrix.Row(row);
            for (int c = 0; c < width; c++)
            {
                codes[(row * width) + c] = CodeOf(c, values[_layout.Starts[c].._layout.Starts[c + 1]], row);
            }
        }

        return CategoryDecoder.Decode(_categories, codes, _layout.GroupsInfrequent.Contains(true), hasGaps: false);
    }

    private int CodeOf(int feature, ReadOnlySpan<double> values, int row)
    {
        // The only group is dropped: scikit-learn looks the number of the group up among the categories.
        int drop = _layout.DropIndices[feature];
        if (values.IsEmpty)
        {
            return drop;
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        if (sum != 0)
        {
            return _layout.SourceOf(feature, _layout.GroupAt(feature, Labels.LargestIndex(values)));
        }

        // All zeros: the dropped category (here too a group's number stands for a category), an ignored unknown one, or nothing that
        // transform gave.
        if (_layout.IgnoresUnknown || (!_layout.RefusesUnknown && !_layout.GroupsInfrequent[feature]))
        {
            return drop >= 0 ? drop : CategoryDecoder.None;
        }

        return drop >= 0 ? _layout.SourceOf(feature, drop)
            : _layout.Drops && values.Length == 1 ? _layout.SourceOf(feature, 0)
            : throw new ModelInputException("InputCategory",
                $"row {RowNumbers.Of(row)} holds only zeros for feature {feature}, and no category of {ClassName} is all zeros");
    }
}
