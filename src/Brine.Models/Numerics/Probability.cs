namespace Brine.Models;

/// <summary>The functions that turn decisions into probabilities, row by row, in the order of numpy and scipy.</summary>
internal static class Probability
{
    /// <summary>scipy.special.expit: <c>1 / (1 + exp(-x))</c>.</summary>
    internal static double Expit(double x) => 1.0 / (1.0 + Math.Exp(-x));

    /// <summary>scipy.special.expit in single precision.</summary>
    internal static double ExpitSingle(double x) => 1f / (1f + MathF.Exp(-(float)x));

    /// <summary>sklearn.utils.extmath.softmax: the largest value is taken off, then exp, then each is divided by numpy's sum.</summary>
    internal static void Softmax(Span<double> row)
    {
        double largest = row[0];
        foreach (double value in row)
        {
            largest = Math.Max(largest, value);
        }

        for (int k = 0; k < row.Length; k++)
        {
            row[k] = Math.Exp(row[k] - largest);
        }

        double sum = NumpySum.Of(row);
        for (int k = 0; k < row.Length; k++)
        {
            row[k] /= sum;
        }
    }

    /// <summary>The same in single precision.</summary>
    internal static void SoftmaxSingle(Span<double> row)
    {
        float largest = (float)row[0];
        foreach (double value in row)
        {
            largest = Math.Max(largest, (float)value);
        }

        float sum = 0;
        for (int k = 0; k < row.Length; k++)
        {
            float power = MathF.Exp((float)row[k] - largest);
            row[k] = power;
            sum += power;
        }

        for (int k = 0; k < row.Length; k++)
        {
            row[k] = (float)row[k] / sum;
        }
    }

    /// <summary>Divides by the sum; LIBLINEAR's one-versus-rest normalisation, as <c>_predict_proba_lr</c>.</summary>
    internal static void Normalize(Span<double> row)
    {
        double sum = NumpySum.Of(row);
        for (int k = 0; k < row.Length; k++)
        {
            row[k] /= sum;
        }
    }

    /// <summary>scipy.special.logsumexp of one row: the largest value, plus the log of the sum of exp of what is above it.</summary>
    internal static double LogSumExp(ReadOnlySpan<double> row)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in row)
        {
            largest = Math.Max(largest, value);
        }

        double shift = double.IsFinite(largest) ? largest : 0;
        Span<double> powers = row.Length <= 128 ? stackalloc double[row.Length] : new double[row.Length];
        for (int k = 0; k < row.Length; k++)
        {
            powers[k] = Math.Exp(row[k] - shift);
        }

        return Math.Log(NumpySum.Of(powers)) + shift;
    }
}
