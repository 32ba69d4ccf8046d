using Brine.Arrays;

namespace Brine.Models;

/// <summary>The marks of an imputer's MissingIndicator, of gaps that the imputer itself has found.</summary>
internal static class IndicatorMarks
{
    internal static Matrix Of(bool[] mask, int rowCount, int width, MissingIndicator indicator)
    {
        int[] columns = indicator.Columns;
        var marks = new double[rowCount * columns.Length];
        for (int i = 0; i < marks.Length; i++)
        {
            marks[i] = mask[(i / columns.Length * width) + columns[i % columns.Length]] ? 1 : 0;
        }

        return new Matrix(rowCount, columns.Length, marks, DType.Bool);
    }
}
