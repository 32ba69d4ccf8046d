namespace Brine.Models;

/// <summary>libsvm's probabilities: Platt's sigmoid for each pair of classes, then <c>multiclass_probability</c> to bring the pairs
/// together.</summary>
internal static class PairwiseCoupling
{
    private const double Smallest = 1e-7;

    /// <summary>libsvm's <c>sigmoid_predict</c>, in the form that does not overflow, kept away from 0 and 1.</summary>
    internal static double Sigmoid(double decision, double a, double b)
    {
        double power = (decision * a) + b;
        double probability = power >= 0 ? Math.Exp(-power) / (1.0 + Math.Exp(-power)) : 1.0 / (1 + Math.Exp(power));

        // Not Math.Max and Math.Min: libsvm compares, and NaN, of which nothing is larger, becomes the smallest.
        probability = probability > Smallest ? probability : Smallest;
        return probability < 1 - Smallest ? probability : 1 - Smallest;
    }

    /// <param name="pairs">r[i,j]: the probability of class i of the two, row by row.</param>
    /// <param name="probabilities">Room for one number a class.</param>
    /// <param name="scratch">Room for (classes + 1) * classes numbers.</param>
    internal static void Solve(ReadOnlySpan<double> pairs, Span<double> probabilities, Span<double> scratch)
    {
        int classes = probabilities.Length;
        Span<double> q = scratch[..(classes * classes)], qp = scratch.Slice(classes * classes, classes);
        for (int t = 0; t < classes; t++)
        {
            probabilities[t] = 1.0 / classes;
            double diagonal = 0;
            for (int j = 0; j < classes; j++)
            {
                if (j != t)
                {
                    diagonal += pairs[(j * classes) + t] * pairs[(j * classes) + t];
                    q[(t * classes) + j] = j < t ? q[(j * classes) + t] : -pairs[(j * classes) + t] * pairs[(t * classes) + j];
                }
            }

            q[(t * classes) + t] = diagonal;
        }

        int steps = Math.Max(100, classes);
        double tolerance = 0.005 / classes;
        for (int step = 0; step < steps && !Step(q, qp, probabilities, tolerance); step++)
        {
        }
    }

    /// <summary>One round over all classes; true where the solution was good enough before it.</summary>
    private static bool Step(ReadOnlySpan<double> q, Span<double> qp, Span<double> p, double tolerance)
    {
        int classes = p.Length;
        double pqp = 0;
        for (int t = 0; t < classes; t++)
        {
            double sum = 0;
            for (int j = 0; j < classes; j++)
            {
                sum += q[(t * classes) + j] * p[j];
            }

            qp[t] = sum;
            pqp += p[t] * sum;
        }

        double error = 0;
        for (int t = 0; t < classes; t++)
        {
            double difference = Math.Abs(qp[t] - pqp);
            error = difference > error ? difference : error;
        }

        if (error < tolerance)
        {
            return true;
        }

        for (int t = 0; t < classes; t++)
        {
            double diagonal = q[(t * classes) + t];
            double change = (-qp[t] + pqp) / diagonal;
            p[t] += change;
            pqp = (pqp + (change * ((change * diagonal) + (2 * qp[t])))) / (1 + change) / (1 + change);
            for (int j = 0; j < classes; j++)
            {
                qp[j] = (qp[j] + (change * q[(t * classes) + j])) / (1 + change);
                p[j] /= 1 + change;
            }
        }

        return false;
    }
}
