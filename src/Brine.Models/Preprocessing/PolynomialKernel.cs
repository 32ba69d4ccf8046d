using Brine.Arrays;

namespace Brine.Models;

/// <summary>All products of one row.</summary>
/// <param name="count">How many numbers a row has.</param>
/// <param name="terms">The products.</param>
/// <param name="startsWithFirst">True where products are taken from their first column on, else from their last.</param>
internal sealed class PolynomialKernel(int count, PolynomialTerms terms, bool startsWithFirst) : RowKernel
{
    public override int InputCount => count;

    public override int OutputCount => terms.Count;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int[] starts = terms.Starts, columns = terms.Columns;
        for (int term = 0; term < output.Length; term++)
        {
            int start = starts[term], end = starts[term + 1];
            if (start == end)
            {
                output[term] = 1;
            }
            else if (startsWithFirst)
            {
                double product = row[columns[start]];
                for (int i = start + 1; i < end; i++)
                {
                    product *= row[columns[i]];
                }

                output[term] = product;
            }
            else
            {
                double product = row[columns[end - 1]];
                for (int i = end - 2; i >= start; i--)
                {
                    product *= row[columns[i]];
                }

                output[term] = product;
            }
        }
    }

    /// <summary>The same in another dtype, rounded after each product.</summary>
    internal void Run(ReadOnlySpan<double> row, Span<double> output, DType dtype)
    {
        for (int term = 0; term < output.Length; term++)
        {
            ReadOnlySpan<int> columns = terms[term];
            double product = columns.Length == 0 ? 1 : row[startsWithFirst ? columns[0] : columns[^1]];
            for (int i = 1; i < columns.Length; i++)
            {
                product = NumpyPrecision.Round(product * row[startsWithFirst ? columns[i] : columns[^(i + 1)]], dtype);
            }

            output[term] = product;
        }
    }
}
