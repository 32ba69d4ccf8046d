using Brine.Models;

namespace Brine.Tests.Live;

/// <summary>The kernels of single rows: row by row they give what Python gives for the whole table, and refuse what it refuses.</summary>
internal static class LiveKernel
{
    /// <summary>The first difference in words, or null where there is none, or no kernel.</summary>
    internal static string? Compare(Estimator estimator, Methods method, Features rows, LiveAnswer python, LiveComparer comparer,
        double tolerance)
    {
        if (rows is not Matrix { RowCount: > 0, DType: { Kind: 'f', ItemSize: 8 } } matrix || estimator.Kernel(method) is not { } kernel
            || python.Parts is not null || python.Places is not null)
        {
            return null;
        }

        double[] outputs;
        try
        {
            outputs = Run(kernel, matrix);
        }
        catch (ModelInputException error)
        {
            return python.Raises is null ? $"the row kernel refused, Python answers: {ErrorText.Of(error)}" : null;
        }

        if (python.Raises is { } raised)
        {
            // A row has neither names nor dimensions: what Python refuses for these is refused where there is a table.
            bool isOfTable = raised.Contains("columns using strings", StringComparison.Ordinal)
                || raised.Contains("Expected 2D array", StringComparison.Ordinal)
                || (matrix.IsVector && raised.Contains("does not contain any features", StringComparison.Ordinal));
            return isOfTable ? null : $"the row kernel answered, Python raises {raised}";
        }

        LiveAnswer answer = method == Methods.Predict && estimator.Classes is { } classes
            ? LiveAnswer.Of(classes.Take(Array.ConvertAll(outputs, index => (int)index)))
            : LiveAnswer.OfNumbers(python.DType, python.Shape, outputs);
        return comparer.Compare(python, answer, tolerance) is { } found ? "the row kernel: " + found : null;
    }

    private static double[] Run(RowKernel kernel, Matrix matrix)
    {
        var outputs = new double[matrix.RowCount * kernel.OutputCount];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            kernel.Run(matrix.Row(row), outputs.AsSpan(row * kernel.OutputCount, kernel.OutputCount));
        }

        return outputs;
    }
}
