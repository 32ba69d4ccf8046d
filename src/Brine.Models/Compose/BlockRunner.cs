using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// Runs a long matrix through a pipeline block by block, so that what the transformers give stays in the cache. Only for steps with
/// kernels: those answer each row by itself.
/// </summary>
internal static class BlockRunner
{
    private const int BlockValues = 32768;

    /// <summary>True when the matrix is long enough, and of the only dtype that kernels know.</summary>
    internal static bool Fits(Matrix matrix) => matrix.Values.Length > BlockValues * 2 && matrix.DType.Equals(DType.Float64);

    /// <summary>The answers, or null where a block is refused: only all rows at once tell which row it is.</summary>
    internal static Answer? TryRun(RowKernel before, Estimator last, Methods method, Matrix matrix)
    {
        try
        {
            return Run(before, last, method, matrix);
        }
        catch (ModelInputException)
        {
            return null;
        }
    }

    private static Answer Run(RowKernel before, Estimator last, Methods method, Matrix matrix)
    {
        int size = Math.Max(16, BlockValues / Math.Max(1, Math.Max(before.InputCount, before.OutputCount)));
        double[] block = [];
        var answers = new List<NDArray>();
        for (int start = 0; start < matrix.RowCount; start += size)
        {
            int rows = Math.Min(size, matrix.RowCount - start);
            if (block.Length != rows * before.OutputCount)
            {
                block = new double[rows * before.OutputCount];
            }

            before.RunRows(matrix.Values.AsSpan(start * matrix.ColumnCount, rows * matrix.ColumnCount), rows, block);
            answers.Add(last.Call(method, new Matrix(rows, before.OutputCount, block)).ToArray());
        }

        return answers.Count == 1 ? answers[0] : Concatenate(answers, matrix.RowCount);
    }

    private static NDArray Concatenate(List<NDArray> parts, int rowCount)
    {
        NDArray first = parts[0];
        int[] shape = first.Shape.ToArray();
        shape[0] = rowCount;
        if (first.Objects is not null)
        {
            return NDArray.OfObjects(shape, [.. parts.SelectMany(part => part.Elements())]);
        }

        var bytes = new byte[parts.Sum(part => part.Data.Length)];
        int at = 0;
        foreach (NDArray part in parts)
        {
            part.ToContiguous().Span.CopyTo(bytes.AsSpan(at));
            at += part.Data.Length;
        }

        return NDArray.OverBytes(DType.Parse(first.DType.Descriptor.Replace('>', '<')), shape, bytes);
    }
}
