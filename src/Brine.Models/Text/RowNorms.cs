namespace Brine.Models;

/// <summary>What the rows of a text matrix are divided by.</summary>
internal enum RowNorm
{
    None,
    L1,
    L2,
}

/// <summary><c>inplace_csr_row_normalize_l1</c> and <c>_l2</c>: sums in double over the stored order, rows of zeros left alone.</summary>
internal static class RowNorms
{
    /// <summary>The norm of this name, which a reader has let pass.</summary>
    internal static RowNorm Of(string? name) => name switch
    {
        "l1" => RowNorm.L1,
        "l2" => RowNorm.L2,
        _ => RowNorm.None,
    };

    internal static void Apply(RowNorm norm, int[] starts, double[] data, bool isSingle)
    {
        if (norm == RowNorm.None)
        {
            return;
        }

        for (int row = 0; row + 1 < starts.Length; row++)
        {
            Span<double> values = data.AsSpan(starts[row]..starts[row + 1]);
            double sum = 0;
            foreach (double value in values)
            {
                double term = norm == RowNorm.L1 ? Math.Abs(value) : value * value;
                sum += isSingle ? (float)term : term;
            }

            if (sum == 0)
            {
                continue;
            }

            double length = norm == RowNorm.L1 ? sum : Math.Sqrt(sum);
            foreach (ref double value in values)
            {
                value = isSingle ? (float)(value / length) : value / length;
            }
        }
    }
}
