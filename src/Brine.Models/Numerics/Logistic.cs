using System.Numerics;

namespace Brine.Models;

/// <summary>scipy's <c>expit</c>, numpy's <c>exp</c>-based <c>softmax</c> and what else turns scores into probabilities, for one row.</summary>
internal static class Logistic
{
    /// <summary>scipy's <c>expit</c>: <c>1 / (1 + exp(-x))</c>.</summary>
    internal static T Expit<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));

    /// <summary>scikit-learn's <c>softmax</c>: less the largest, exp, divided by the sum; in place.</summary>
    internal static void Softmax<T>(Span<T> row)
        where T : IFloatingPointIeee754<T>
    {
        T largest = Largest<T>(row);
        for (int k = 0; k < row.Length; k++)
        {
            row[k] = NumpyFunctions.Exp(row[k] - largest);
        }

        T sum = PairwiseSum.Of<T>(row);
        for (int k = 0; k < row.Length; k++)
        {
            row[k] /= sum;
        }
    }

    /// <summary>numpy's <c>max</c>: NaN where a number is NaN.</summary>
    internal static T Largest<T>(ReadOnlySpan<T> row)
        where T : IFloatingPointIeee754<T>
    {
        T largest = row[0];
        for (int k = 1; k < row.Length; k++)
        {
            largest = row[k] > largest || T.IsNaN(row[k]) ? row[k] : largest;
            if (T.IsNaN(largest))
            {
                break;
            }
        }

        return largest;
    }
}
