using Brine.Arrays;

namespace Brine.Models;

/// <summary>Scores of rows: one a row, or one for each class.</summary>
internal sealed class ScoreMatrix
{
    private ScoreMatrix(double[] values, int width, bool isProbability, bool isSingle)
    {
        (Values, Width, IsProbability, IsSingle) = (values, width, isProbability, isSingle);
    }

    internal double[] Values { get; }

    /// <summary>How many there are a row.</summary>
    internal int Width { get; }

    internal bool IsProbability { get; }

    /// <summary>True where they are of single precision.</summary>
    internal bool IsSingle { get; }

    /// <summary>True where they came as a list of arrays, one for each column of labels.</summary>
    internal bool IsList { get; private init; }

    internal int RowCount => Values.Length / Width;

    internal static ScoreMatrix Of(Answer answer, bool isProbability)
    {
        if (answer.Parts is { } parts)
        {
            double[][] columns = [.. parts.Select(part => Of(part, isProbability).Column(^1))];
            var values = new double[columns[0].Length * columns.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = columns[i % columns.Length][i / columns.Length];
            }

            return new ScoreMatrix(values, columns.Length, isProbability, isSingle: false) { IsList = true };
        }

        NDArray array = answer.ToArray();
        return new ScoreMatrix(array.ToDoubles(), array.Rank == 2 ? array.Shape[1] : 1, isProbability, array.DType.IsSingle());
    }

    /// <summary>One column.</summary>
    internal double[] Column(Index column)
    {
        int at = column.GetOffset(Width);
        return [.. Enumerable.Range(0, RowCount).Select(row => Values[(row * Width) + at])];
    }

    /// <summary>The scores for the second of two classes, or those of one number a row.</summary>
    internal double[] Positive() => Width == 1 ? Values : Column(^1);
}
