using System.Buffers;
using System.Runtime.CompilerServices;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>A method compiled for one row of cells, texts among them, without allocating: texts become the codes of their categories, and
/// a kernel takes the row from there.</summary>
/// <param name="coders">What makes each number of the row that the kernel takes.</param>
/// <param name="kernel">The method, from the coded row on.</param>
internal sealed class CodedRow(CellCoder[] coders, RowKernel kernel)
{
    private const int StackLimit = 256;

    /// <summary>How many numbers come out.</summary>
    internal int OutputCount => kernel.OutputCount;

    /// <summary>Computes the outputs of one row.</summary>
    /// <param name="cells">The cells of the row, None where one is missing.</param>
    /// <param name="output">Room for <see cref="OutputCount"/> numbers.</param>
    /// <returns>False where the row needs the table: nothing is said about it here.</returns>
    /// <exception cref="ModelInputException">A number is one that the method does not take.</exception>
    [SkipLocalsInit]
    internal bool TryRun(ReadOnlySpan<PyValue> cells, Span<double> output)
    {
        if (coders.Length <= StackLimit)
        {
            return TryRun(cells, output, stackalloc double[coders.Length]);
        }

        double[] rented = ArrayPool<double>.Shared.Rent(coders.Length);
        bool isDone = TryRun(cells, output, rented.AsSpan(0, coders.Length));
        ArrayPool<double>.Shared.Return(rented);
        return isDone;
    }

    private bool TryRun(ReadOnlySpan<PyValue> cells, Span<double> output, Span<double> row)
    {
        for (int i = 0; i < coders.Length; i++)
        {
            if (!coders[i].TryCode(cells[coders[i].Cell], out row[i]))
            {
                return false;
            }
        }

        kernel.Run(row, output);
        return true;
    }
}
