namespace Brine.Models;

/// <summary>scikit-learn's <c>check_array</c> refuses NaN and infinity where a model cannot compute with them.</summary>
internal static class FiniteInput
{
    /// <exception cref="ModelInputException">A value is NaN or infinite.</exception>
    internal static Matrix Require(Features x, string className)
    {
        Matrix matrix = x.ToMatrix();
        Require(matrix.Values, matrix.ColumnCount, className);
        return matrix;
    }

    internal static void Require(ReadOnlySpan<double> values, int columnCount, string className)
    {
        // x - x is 0 for finite numbers and NaN for all others, and NaN stays in a sum: one test for all.
        System.Numerics.Vector<double> sum = default;
        int i = 0;
        for (; i + System.Numerics.Vector<double>.Count <= values.Length; i += System.Numerics.Vector<double>.Count)
        {
            var part = new System.Numerics.Vector<double>(values[i..]);
            sum += part - part;
        }

        double rest = System.Numerics.Vector.Sum(sum);
        for (; i < values.Length; i++)
        {
            rest += values[i] - values[i];
        }

        if (double.IsNaN(rest))
        {
            Refuse(values, columnCount, className);
        }
    }

    private static void Refuse(ReadOnlySpan<double> values, int columnCount, string className)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ModelInputException("InputNotFinite", $"row {i / columnCount}, column {i % columnCount} is {(double.IsNaN(values[i]) ? "missing (NaN)" : "infinite")} and {className} computes with finite numbers only");
            }
        }
    }
}
