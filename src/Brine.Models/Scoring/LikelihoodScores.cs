namespace Brine.Models;

/// <summary>Scores of models that need no target.</summary>
internal static class LikelihoodScores
{
    /// <summary>The mean of <c>score_samples</c>, or their sum.</summary>
    internal static double OfSamples(Estimator model, Features rows, bool isMean)
    {
        double[] values = model.Call(Methods.ScoreSamples, rows).ToArray().ToDoubles();
        double sum = PairwiseSum.Of<double>(values);
        return isMean ? sum / values.Length : sum;
    }

    /// <summary>The sum of the squares of the distances to the nearest centers, less than zero.</summary>
    internal static double OfCenters(Estimator model, CentersForm form, Features rows)
    {
        double[] labels = model.Call(Methods.Predict, rows).ToArray().ToDoubles(), centers = form.Centers.ToDoubles();
        bool isSingle = form.Centers.DType.IsSingle();
        Matrix matrix = rows.ToMatrix();
        int width = matrix.ColumnCount, count = form.Centers.Shape[0];
        double sum = 0;
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<double> given = matrix.Row(row);
            double distance = Distance(given, centers.AsSpan((int)labels[row] * width, width), isSingle);
            for (int k = 0; form.Tree is not null && k < count; k++)
            {
                // BisectingKMeans finds labels along its tree, and scores with the nearest of all centers.
                distance = Math.Min(distance, Distance(given, centers.AsSpan(k * width, width), isSingle));
            }

            sum = Round(sum + distance, isSingle);
        }

        return -sum;
    }

    /// <summary><c>log_likelihood</c> of the covariance of the rows under the precision of the model.</summary>
    internal static double OfCovariance(CovarianceForm form, Features rows)
    {
        Matrix matrix = rows.ToMatrix();
        double[] location = form.Location.ToDoubles(), precision = form.Precision.ToDoubles();
        int n = location.Length;
        var products = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int row = 0; row < matrix.RowCount; row++)
                {
                    ReadOnlySpan<double> given = matrix.Row(row);
                    sum += (given[i] - location[i]) * (given[j] - location[j]);
                }

                products[(i * n) + j] = sum / matrix.RowCount * precision[(i * n) + j];
            }
        }

        return (-PairwiseSum.Of<double>(products) + LogDeterminant(precision, n) - (n * Math.Log(2 * Math.PI))) / 2;
    }

    private static double Round(double value, bool isSingle) => isSingle ? (float)value : value;

    /// <summary><c>_euclidean_dense_dense</c>: four columns at a time.</summary>
    private static double Distance(ReadOnlySpan<double> row, ReadOnlySpan<double> center, bool isSingle)
    {
        double sum = 0;
        int i = 0;
        for (; i + 4 <= row.Length; i += 4)
        {
            double part = Square(row[i], center[i], isSingle);
            for (int k = 1; k < 4; k++)
            {
                part = Round(part + Square(row[i + k], center[i + k], isSingle), isSingle);
            }

            sum = Round(sum + part, isSingle);
        }

        for (; i < row.Length; i++)
        {
            sum = Round(sum + Square(row[i], center[i], isSingle), isSingle);
        }

        return sum;
    }

    private static double Square(double value, double center, bool isSingle)
    {
        double difference = Round(Round(value, isSingle) - center, isSingle);
        return Round(difference * difference, isSingle);
    }

    /// <summary><c>fast_logdet</c> by <c>getrf</c> with pivots; minus infinity where the determinant is not positive.</summary>
    private static double LogDeterminant(double[] matrix, int n)
    {
        double[] a = [.. matrix];
        bool isPositive = true;
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                pivot = Math.Abs(a[(i * n) + k]) > Math.Abs(a[(pivot * n) + k]) ? i : pivot;
            }

            for (int j = 0; pivot != k && j < n; j++)
            {
                (a[(k * n) + j], a[(pivot * n) + j]) = (a[(pivot * n) + j], a[(k * n) + j]);
            }

            double diagonal = a[(k * n) + k];
            isPositive ^= (pivot != k) ^ (diagonal < 0);
            if (diagonal == 0)
            {
                return double.NegativeInfinity;
            }

            sum += Math.Log(Math.Abs(diagonal));
            double reciprocal = 1 / diagonal;
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[(i * n) + k] *= reciprocal;
                for (int j = k + 1; j < n; j++)
                {
                    a[(i * n) + j] -= factor * a[(k * n) + j];
                }
            }
        }

        return isPositive ? sum : double.NegativeInfinity;
    }
}
