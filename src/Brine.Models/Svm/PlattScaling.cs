namespace Brine.Models;

/// <summary>libsvm's probabilities: a sigmoid for each pair of classes, then the coupling of Wu, Lin and Weng.</summary>
/// <remarks>Follows <c>sigmoid_predict</c> and <c>multiclass_probability</c>.</remarks>
internal sealed class PlattScaling(double[] slopes, double[] offsets, int classes)
{
    private const double Least = 1e-7;

    internal void Run(ReadOnlySpan<double> decisions, Span<double> output)
    {
        var pairwise = new double[classes * classes];
        int pair = 0;
        for (int i = 0; i < classes; i++)
        {
            for (int j = i + 1; j < classes; j++, pair++)
            {
                double probability = Math.Min(Math.Max(Sigmoid((decisions[pair] * slopes[pair]) + offsets[pair]), Least), 1 - Least);
                pairwise[(i * classes) + j] = probability;
                pairwise[(j * classes) + i] = 1 - probability;
            }
        }

        Couple(pairwise, output);
    }

    private static double Sigmoid(double value) => value >= 0 ? Math.Exp(-value) / (1.0 + Math.Exp(-value)) : 1.0 / (1.0 + Math.Exp(value));

    private void Couple(double[] r, Span<double> p)
    {
        int k = classes;
        var q = new double[k * k];
        var qp = new double[k];
        for (int t = 0; t < k; t++)
        {
            p[t] = 1.0 / k;
            for (int j = 0; j < k; j++)
            {
                if (j == t)
                {
                    continue;
                }

                q[(t * k) + t] += r[(j * k) + t] * r[(j * k) + t];
                q[(t * k) + j] = j < t ? q[(j * k) + t] : -r[(j * k) + t] * r[(t * k) + j];
            }
        }

        double tolerance = 0.005 / k;
        for (int iteration = 0; iteration < Math.Max(100, k); iteration++)
        {
            double pqp = 0;
            for (int t = 0; t < k; t++)
            {
                qp[t] = 0;
                for (int j = 0; j < k; j++)
                {
                    qp[t] += q[(t * k) + j] * p[j];
                }

                pqp += p[t] * qp[t];
            }

            double worst = 0;
            for (int t = 0; t < k; t++)
            {
                worst = Math.Max(worst, Math.Abs(qp[t] - pqp));
            }

            if (worst < tolerance)
            {
                return;
            }

            for (int t = 0; t < k; t++)
            {
                double difference = (-qp[t] + pqp) / q[(t * k) + t];
                p[t] += difference;
                pqp = (pqp + (difference * ((difference * q[(t * k) + t]) + (2 * qp[t])))) / (1 + difference) / (1 + difference);
                for (int j = 0; j < k; j++)
                {
                    qp[j] = (qp[j] + (difference * q[(t * k) + j])) / (1 + difference);
                    p[j] /= 1 + difference;
                }
            }
        }
    }
}
