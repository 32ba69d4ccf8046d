namespace Brine.Models;

/// <summary>
/// A method compiled to act on one row of numbers at a time, without allocating. For <c>predict</c> of a classifier the output is the
/// index into its classes.
/// </summary>
public abstract class RowKernel
{
    /// <summary>How many numbers a row has.</summary>
    public abstract int InputCount { get; }

    /// <summary>How many numbers come out.</summary>
    public abstract int OutputCount { get; }

    /// <summary>Computes the outputs of one row.</summary>
    /// <param name="row"><see cref="InputCount"/> numbers.</param>
    /// <param name="output">Room for <see cref="OutputCount"/> numbers.</param>
    public abstract void Run(ReadOnlySpan<double> row, Span<double> output);

    /// <summary>Runs over all rows of a matrix.</summary>
    /// <returns>The outputs, row by row.</returns>
    public virtual double[] RunAll(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var outputs = new double[matrix.RowCount * OutputCount];
        RunRows(matrix.Values, matrix.RowCount, outputs);
        return outputs;
    }

    /// <summary>Runs over rows that lie behind each other.</summary>
    /// <param name="rows">The rows, <see cref="InputCount"/> numbers each.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="outputs">Room for <see cref="OutputCount"/> numbers a row.</param>
    public virtual void RunRows(ReadOnlySpan<double> rows, int count, Span<double> outputs)
    {
        int inputs = InputCount, width = OutputCount;
        for (int row = 0; row < count; row++)
        {
            Run(rows.Slice(row * inputs, inputs), outputs.Slice(row * width, width));
        }
    }
}
